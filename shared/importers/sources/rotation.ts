/**
 * Credential rotation lists: what was exposed, and when it was rotated.
 * Reads: delimited text whose header names a credential and its rotation. Each row is knowledge (a `rotation` fact),
 * never an event. An empty rotation column means: never rotated.
 * Ignores: nothing; columns without a meaning here stay in the fact as written.
 * Specification: none; such lists are made by hand.
 */
import { type ParsedTime, parseDay, parseLocal, type Timestamp } from '../../base/time.ts';
import type { Head, Importer, ImportOptions, Read, Reader, Recognition, RecordInput } from '../importer.ts';
import type { Issue } from '../issue.ts';
import { Columns, type Synonyms, yesOrNo } from '../kit/columns.ts';
import { issue, wrongShape } from '../kit/fields.ts';

export const rotation: Importer = {
  version: 1,
  id: 'list:rotation',
  label: 'credential rotation list',
  produces: [],
  recognise,
  open: (head, options) => new RotationReader(head, options),
};

type Field = 'credential' | 'rotatedAt' | 'rotatedOrNot' | 'exposed' | 'owner' | 'system';

const SYNONYMS: Synonyms<Field> = {
  credential: [
    'credentialid',
    'credential',
    'credentialname',
    'secret',
    'secretname',
    'secretid',
    'tokenid',
    'token',
    'tokenname',
    'accesskeyid',
    'accesskey',
    'keyid',
    'key',
    'apikey',
    'serviceaccount',
    'account',
    'name',
    'id',
  ],
  rotatedAt: [
    'rotatedat',
    'rotatedon',
    'rotationdate',
    'rotationtime',
    'lastrotated',
    'lastrotation',
    'daterotated',
    'revokedat',
  ],
  rotatedOrNot: ['rotated', 'rotation', 'rotationstate', 'rotationstatus'],
  exposed: ['leaked', 'exposed', 'compromised', 'stolen', 'affected', 'breached', 'inscope', 'exposure'],
  owner: [
    'owner',
    'accountowner',
    'ownedby',
    'belongsto',
    'user',
    'username',
    'email',
    'account',
    'serviceaccount',
  ],
  system: ['system', 'service', 'application', 'app', 'platform', 'product', 'vendor', 'environment'],
};

function recognise(head: Head): Recognition | null {
  const columns = new Columns(head.header, SYNONYMS);
  return columns.has('credential') && (columns.has('rotatedAt') || columns.has('rotatedOrNot'))
    ? { framing: 'csv', shape: 'credential rotation list with a header row' }
    : null;
}

const REASON = 'kept as a rotation entry, not an event';
/** Written where a credential was not rotated. */
const NEVER = /^(?:no|n|false|0|never|not rotated|not yet|pending|open|todo|to do|outstanding|missed)$/i;

class RotationReader implements Reader {
  readonly headerLines = 0;
  private readonly columns: Columns<Field>;
  private readonly timezone: string;

  constructor(head: Head, { timezone }: ImportOptions) {
    this.columns = new Columns(head.header, SYNONYMS);
    this.timezone = timezone;
  }

  read(record: RecordInput): Read {
    if (record.framing !== 'csv') return wrongShape('a rotation list is delimited text');
    const { columns } = this;
    const { cells } = record;
    const credential = columns.value(cells, 'credential');
    if (credential === null) return wrongShape('the row names no credential');
    const { rotated, issues } = this.rotated(
      columns.value(cells, 'rotatedAt') ?? columns.value(cells, 'rotatedOrNot'),
    );
    const owner = columns.value(cells, 'owner');
    return {
      kind: 'fact',
      fact: {
        kind: 'rotation',
        credential,
        owner: owner === credential ? null : owner,
        system: columns.value(cells, 'system'),
        exposed: yesOrNo(columns.value(cells, 'exposed')),
        rotated,
        columns: columns.pairs(cells),
      },
      reason: REASON,
      ...(issues.length === 0 ? {} : { issues }),
    };
  }

  private rotated(cell: string | null): { rotated: Timestamp | null; issues: readonly Issue[] } {
    if (cell === null || NEVER.test(cell)) return { rotated: null, issues: [] };
    if (yesOrNo(cell) === true || /^(?:rotated|done|complete|completed|revoked)$/i.test(cell)) {
      const detail = `the list says “${cell}” and not when`;
      return { rotated: null, issues: [issue('time.missing', 'degraded', detail)] };
    }
    const parsed: ParsedTime =
      cell.length === 10 ? parseDay(cell, this.timezone) : parseLocal(cell, this.timezone);
    if (parsed.ok) return { rotated: parsed.value, issues: [] };
    return {
      rotated: null,
      issues: [issue('time.invalid', 'degraded', `${cell.slice(0, 80)}: ${parsed.error}`)],
    };
  }
}
