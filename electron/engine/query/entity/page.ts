/** What the case knows of one entity. Each number has the filter that finds its rows; each list says what it leaves out. */
import type { Micros } from '../../../../shared/base/time.ts';
import { isZone } from '../../../../shared/base/time.ts';
import { messageOf } from '../../../../shared/events/message.ts';
import type { EngineArgs } from '../../../../shared/ipc/contract.ts';
import type { EntityMention, EntityPage, EntityRow } from '../../../../shared/ipc/entity-methods.ts';
import type { Filter } from '../../../../shared/query/filter.ts';
import { formatRows, parseRows } from '../../../../shared/query/row-set.ts';
import type { Enricher } from '../../enrich/enricher.ts';
import { parseAgent } from '../../enrich/user-agent.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { hoursOf, lanesOf } from './activity.ts';
import { factsOf, type Mentioned, mentionsOf, namesOf, sameAs } from './named.ts';
import { type Own, ownRows } from './own-rows.ts';
import { tallyOf } from './tally.ts';
import { listsOf } from './values.ts';

const VALUES_PER_LIST = 12;
const COLUMNS = 120;
const MENTIONS_SHOWN = 5;
const STEPS_SHOWN = 8;
/** An identity may have thousands of role sessions. */
const ALIASES_SHOWN = 200;

/** @throws Failure for an identity that the case does not have. */
export function entityPage(store: CaseStore, enricher: Enricher, ask: EngineArgs<'entity.get'>): EntityPage {
  const view = store.snapshot;
  const own = ownRows(view, ask);
  const { kind, value } = own.ref;
  const ts = view.column('ts');
  const tally = tallyOf(view, own.rows);
  let dated = own.rows.length;
  while (dated > 0 && Number.isNaN(ts[own.rows[dated - 1]!]!)) dated--;
  const names = namesOf(view, own);
  const zone = ask.zone !== undefined && isZone(ask.zone) ? ask.zone : 'UTC';
  return {
    kind,
    value,
    label: labelOf(own, names),
    filter: own.filter,
    ...tally,
    undated: own.rows.length - dated,
    firstRow: dated === 0 ? null : own.rows[0]!,
    lastRow: dated === 0 ? null : own.rows[dated - 1]!,
    lists: listsOf(view, own, ask.limit ?? VALUES_PER_LIST, enricher),
    lanes: lanesOf(view, own, ask.buckets ?? COLUMNS),
    hours: hoursOf(view, own, zone),
    mentions: mentionsOf(view, own).map((mentioned) => mention(store, mentioned)),
    ...factsOf(view, own),
    same: sameAs(view, own, names),
    names,
    address: kind === 'ip' ? enricher.address(value) : null,
    agent: kind === 'agent' ? parseAgent(value) : null,
    identity: identityOf(store, own),
    steps: ask.steps === undefined ? null : stepsOf(store, own.rows, ask.steps),
  };
}

/** A target that goes by an id is called by the name that most of its records give it. */
function labelOf({ ref, label }: Own, names: EntityPage['names']): string {
  const readable = names.find((name) => !/^\d+$/.test(name.label));
  return ref.kind === 'target' && readable && isId(label) ? readable.label : label;
}

/** Ids of logs hold digits and no separators between words. */
function isId(text: string): boolean {
  return /\d/.test(text) && !/[\s/]/.test(text);
}

function identityOf({ snapshot }: CaseStore, { ref }: Own): EntityPage['identity'] {
  const identity =
    ref.kind === 'identity' ? snapshot.identities.find(({ id }) => id === ref.value) : undefined;
  if (!identity) return null;
  return {
    class: identity.class,
    classWhy: identity.classWhy,
    aliases: identity.aliases.slice(0, ALIASES_SHOWN),
  };
}

function mention(store: CaseStore, { how, filter, rows }: Mentioned): EntityMention {
  const { events, first, last } = tallyOf(store.snapshot, rows);
  return { how, filter, events, first, last, rows: shown(store, rows, MENTIONS_SHOWN) };
}

function stepsOf(store: CaseStore, rows: Uint32Array, steps: string): EntityPage['steps'] {
  const isStep = new Uint8Array(store.snapshot.size);
  for (const [first, last] of parseRows(steps) ?? []) isStep.fill(1, first, last + 1);
  const met = rows.filter((row) => isStep[row] === 1);
  const filter: Filter = { kind: 'rows', rows: formatRows(met) };
  return { events: met.length, filter, rows: shown(store, met, STEPS_SHOWN) };
}

function shown(store: CaseStore, rows: Uint32Array, most: number): EntityRow[] {
  const view = store.snapshot;
  const ts = view.column('ts');
  return Array.from(rows.subarray(0, most), (row) => ({
    row,
    time: Number.isNaN(ts[row]!) ? null : (ts[row] as Micros),
    message: messageOf(store.events.get(view, row)),
  }));
}
