/**
 * The things that records name: tickets, pages, repositories, buckets, hosts. One thing is one however often it is named,
 * by its id where a record has one. Also how many things of a type a system shows in the whole case.
 */
import type { Target } from '../../events/event.ts';
import { isPublicAddress } from '../correlate/address.ts';
import type { Records } from './records.ts';

export interface Thing {
  /** Target type, lower case as in `Target.type`; of a flow `host` for a machine inside, `address` for one outside. */
  readonly type: string;
  /** As `Records.system` names it. */
  readonly system: string;
  /** Tells things of one type and system apart. */
  readonly key: string;
  /** Its name where a record gives one, else its id; log text. */
  readonly name: string;
}

/** Types of targets that tell circumstances of a record; nobody reaches or counts them. */
const CIRCUMSTANCES: ReadonlySet<string> = new Set([
  'protocol',
  'tcp-flags',
  'direction',
  'account',
  'vpc-endpoint',
  'shared-event',
  'mfa',
  'device',
  'service',
  'source',
  'request',
  'message',
  'type',
  'certificate',
  'client-host',
  'on-behalf-of',
  'api',
  'insight',
  'permission',
  'ref',
]);

/** Types that contain what was acted upon, or tell how: they stand beside another target of their record. */
const SURROUNDINGS: ReadonlySet<string> = new Set(['space', 'project', 'plugin', 'script', 'query', 'url']);

/** What one system shows in the whole case. */
interface Catalogue {
  readonly ids: ReadonlyMap<string, string>;
  readonly counts: ReadonlyMap<string, number>;
}

export class Things {
  private readonly records: Records;
  private readonly catalogues = new Map<number, Catalogue>();
  /** By system and code of a target set. */
  private readonly known = new Map<number, Map<number, readonly Thing[]>>();
  /** Codes of target sets by system, in the whole case. */
  private pairs: Map<number, Set<number>> | null = null;
  private hostCount: number | null = null;

  constructor(records: Records) {
    this.records = records;
  }

  /** Each thing once. A flow's thing is the host that was to be reached. */
  of(row: number): readonly Thing[] {
    const { records } = this;
    const system = records.system(row);
    if (records.isFlow(row)) {
      const { to } = records.ends(row);
      if (to === null) return [];
      return [{ type: isPublicAddress(to) ? 'address' : 'host', system, key: to, name: to }];
    }
    const code = records.targets[row]!;
    if (code === 0) return [];
    const systemKey = records.systemKey(row);
    let ofSystem = this.known.get(systemKey);
    if (!ofSystem) {
      ofSystem = new Map();
      this.known.set(systemKey, ofSystem);
    }
    let things = ofSystem.get(code);
    if (!things) {
      const { ids } = this.catalogue(systemKey);
      const found = new Map<string, Thing>();
      for (const target of counted(records.view.targetsOf(code))) {
        const key = keyOf(target, ids);
        const name = target.name ?? target.id ?? '';
        found.set(`${target.type}\n${key}`, { type: target.type, system, key, name });
      }
      things = [...found.values()];
      ofSystem.set(code, things);
    }
    return things;
  }

  /** How many distinct things of a type any record of the case names in the system of `row`; null where that tells nothing. */
  seen(row: number, type: string): number | null {
    if (this.records.isFlow(row)) return type === 'host' ? this.hosts() : null;
    return this.catalogue(this.records.systemKey(row)).counts.get(type) ?? 0;
  }

  private catalogue(systemKey: number): Catalogue {
    let catalogue = this.catalogues.get(systemKey);
    if (!catalogue) {
      catalogue = this.compile(this.pairsBySystem().get(systemKey) ?? new Set());
      this.catalogues.set(systemKey, catalogue);
    }
    return catalogue;
  }

  private compile(codes: ReadonlySet<number>): Catalogue {
    const { view } = this.records;
    const ids = new Map<string, string>();
    for (const code of codes)
      for (const { type, id, name } of view.targetsOf(code)) {
        if (id === null || name === null) continue;
        const key = `${type}\n${name}`;
        // A name that two things bear tells nothing: a record with the name alone names a thing of its own.
        ids.set(key, (ids.get(key) ?? id) === id ? id : '');
      }
    const keys = new Map<string, Set<string>>();
    for (const code of codes)
      for (const target of counted(view.targetsOf(code))) {
        const set = keys.get(target.type);
        const key = keyOf(target, ids);
        if (set) set.add(key);
        else keys.set(target.type, new Set([key]));
      }
    return { ids, counts: new Map([...keys].map(([type, set]) => [type, set.size])) };
  }

  /** One pass over the case, when first asked. */
  private pairsBySystem(): Map<number, Set<number>> {
    if (this.pairs) return this.pairs;
    this.pairs = new Map();
    const { records } = this;
    for (let row = 0; row < records.view.size; row++) {
      const code = records.targets[row]!;
      if (code === 0 || records.isFlow(row)) continue;
      const system = records.systemKey(row);
      const codes = this.pairs.get(system);
      if (codes) codes.add(code);
      else this.pairs.set(system, new Set([code]));
    }
    return this.pairs;
  }

  /** Distinct machines inside that any flow of the case names. */
  private hosts(): number {
    if (this.hostCount !== null) return this.hostCount;
    const { view } = this.records;
    this.hostCount = 0;
    for (let code = 1; code <= view.codeCount('srcIp'); code++) {
      const flow = (rows: Uint32Array): boolean => rows.some((row) => this.records.isFlow(row));
      if (isPublicAddress(view.text('srcIp', code) ?? '')) continue;
      if (flow(view.rows('dstIp', code)) || flow(view.rows('srcIp', code))) this.hostCount++;
    }
    return this.hostCount;
  }
}

/** Targets that are things. What merely surrounds another thing counts only where it stands alone. */
function counted(targets: readonly Target[]): readonly Target[] {
  const things = targets.filter(
    ({ type, id, name }) => !CIRCUMSTANCES.has(type) && (id !== null || name !== null),
  );
  const proper = things.filter(({ type }) => !SURROUNDINGS.has(type));
  return proper.length > 0 ? proper : things;
}

function keyOf({ type, id, name }: Target, ids: ReadonlyMap<string, string>): string {
  const known = id ?? (name === null ? null : ids.get(`${type}\n${name}`));
  return known ? `id:${known}` : `name:${name}`;
}
