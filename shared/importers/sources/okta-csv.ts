/**
 * The System Log as the Okta admin console exports it: a table of 56 columns. Each row becomes the LogEvent that the API
 * would have given, as far as the columns reach, so that one reader makes equal events of both.
 * Columns are found by name: tenants add columns, and other tools write the same names in camel case.
 */
import type { Head, JsonObject } from '../importer.ts';

/** Said once for each file: what the analyst cannot see in this kind of export. */
export const CSV_LACKS =
  'the admin console’s table leaves out root sessions, API token ids, debug data (behaviour, risk, device token), the security context, targets after the fourth and proxies after the first address; the System Log API has them';

/** Column names without case and underscores: `actor.alternate_id` and `actor.alternateId` are one column. */
function columnName(written: string): string {
  return written.trim().toLowerCase().replaceAll('_', '');
}

/** Whether a header row is one of this table. */
export function isOktaTable(head: Head): boolean {
  const names = new Set(head.header.map(columnName));
  return (
    names.has('eventtype') &&
    (names.has('timestamp') || names.has('published')) &&
    (names.has('actor.alternateid') || names.has('actor.id') || names.has('client.ipaddress'))
  );
}

/** `target0.id`; other tools write `target.0.id`, `target[0].id` or `target{0}.id`. */
const TARGET = /^target[.[{]?(\d{1,3})[\]}]?\.(id|type|alternateid|displayname)$/;
const TARGET_KEYS: Readonly<Record<string, string>> = {
  id: 'id',
  type: 'type',
  alternateid: 'alternateId',
  displayname: 'displayName',
};

/** The columns of one file. */
export class OktaTable {
  private readonly columns = new Map<string, number>();
  /** For each target in order: its keys and their columns. */
  private readonly targets: (readonly (readonly [key: string, column: number])[])[];

  constructor(header: readonly string[]) {
    const targets = new Map<number, [string, number][]>();
    header.forEach((written, column) => {
      const name = columnName(written);
      const target = TARGET.exec(name);
      if (target !== null) {
        const parts = targets.get(Number(target[1])) ?? [];
        targets.set(Number(target[1]), parts);
        parts.push([TARGET_KEYS[target[2] ?? ''] ?? 'id', column]);
      } else if (!this.columns.has(name)) this.columns.set(name, column);
    });
    this.targets = [...targets].sort(([a], [b]) => a - b).map(([, parts]) => parts);
  }

  /** One row as a LogEvent. Empty cells are absent values. */
  logEvent(cells: readonly string[]): JsonObject {
    const cell = (name: string): string | null => {
      const column = this.columns.get(name);
      const value = column === undefined ? '' : (cells[column] ?? '').trim();
      return value === '' ? null : value;
    };
    const target = this.targets
      .map((parts) => Object.fromEntries(parts.map(([key, column]) => [key, (cells[column] ?? '').trim()])))
      .filter((one) => Object.values(one).some((value) => value !== ''));
    return {
      uuid: cell('uuid'),
      published: published(cell('timestamp') ?? cell('published')),
      eventType: cell('eventtype'),
      displayMessage: cell('displaymessage'),
      outcome: { result: cell('outcome.result'), reason: cell('outcome.reason') },
      actor: {
        id: cell('actor.id'),
        type: cell('actor.type'),
        alternateId: cell('actor.alternateid'),
        displayName: cell('actor.displayname'),
      },
      client: {
        ipAddress: cell('client.ipaddress'),
        userAgent: { rawUserAgent: cell('client.useragent.rawuseragent') },
      },
      authenticationContext: {
        externalSessionId: cell('authenticationcontext.externalsessionid'),
        rootSessionId: cell('authenticationcontext.rootsessionid'),
      },
      transaction: {
        id: cell('transaction.id'),
        detail: { requestApiTokenId: cell('transaction.detail.requestapitokenid') },
      },
      target: target.length === 0 ? null : target,
      request: {
        ipChain: (cell('request.ipchain.ip') ?? '').split(/[\s,;]+/).map((ip) => ({ ip })),
      },
    };
  }
}

/** A zone that is spelled out instead of `Z`. */
function published(written: string | null): string | null {
  return written?.replace(/ ?(?:UTC|GMT)$/i, 'Z') ?? null;
}
