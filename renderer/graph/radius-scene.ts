/**
 * The blast radius as a picture: from left to right the accounts, the systems that they acted in (by first time, from above),
 * and what was touched there, then what was denied, then what was in reach.
 */
import type {
  BlastRadius,
  SystemRadius,
  ThingCount,
  ThingType,
} from '../../shared/analysis/graph/blast-radius.ts';
import type { Reach } from '../../shared/analysis/graph/reach.ts';
import { asSource, sourceLabel } from '../components/sources.ts';
import { count } from '../format/number.ts';
import { boxText, type Scene, type SceneEdge, type SceneNode } from './scene.ts';
import { G } from './strings.ts';

const ACTOR = { width: 176, height: 30, gap: 8 };
const SYSTEM = { x: ACTOR.width + 64, width: 186 };
const BOX = { x: SYSTEM.x + SYSTEM.width + 34, width: 178, height: 40, gap: 9 };
const A_ROW = 6;
const SYSTEM_GAP = 8;
/** Of log text; our own words are shorter than a box is wide. */
const CHARS = 25;
/** Boxes of one system; the table has them all. */
const MOST_BOXES = 18;
/** Accounts of one picture; the table has them all. */
const MOST_ACTORS = 14;

/** What one box stands for. */
export interface Item {
  readonly id: string;
  readonly system: SystemRadius;
  readonly of:
    | { readonly kind: 'thing'; readonly type: ThingType; readonly deed: ThingCount }
    | { readonly kind: 'reach'; readonly reach: Reach }
    | { readonly kind: 'rest'; readonly items: readonly Item[] };
}

/** A host name or account as it is; what has neither goes by its source. */
export function systemLabel(system: string): string {
  const source = asSource(system);
  return source === null ? system : sourceLabel(source);
}

export const systemId = (system: string): string => `system\n${system}`;

/** Boxes below a system: touched things, then refused ones, then what was in reach. */
export function itemsOf(system: SystemRadius): readonly Item[] {
  const things = system.types.flatMap((type) =>
    type.deeds.map((deed): Item => {
      const id = `thing\n${system.system}\n${type.type}\n${deed.deed}`;
      return { id, system, of: { kind: 'thing', type, deed } };
    }),
  );
  const touched = things.filter((item) => !isRefused(item));
  const refused = things.filter(isRefused);
  const reach = system.reachable.map((found, index): Item => {
    return { id: `reach\n${system.system}\n${index}`, system, of: { kind: 'reach', reach: found } };
  });
  const all = [...touched, ...refused, ...reach];
  if (all.length <= MOST_BOXES) return all;
  const kept = all.slice(0, MOST_BOXES - 1);
  const rest: Item = {
    id: `rest\n${system.system}`,
    system,
    of: { kind: 'rest', items: all.slice(kept.length) },
  };
  return [...kept, rest];
}

function isRefused({ of }: Item): boolean {
  return of.kind === 'thing' && (of.deed.deed === 'denied' || of.deed.deed === 'attempted');
}

export function radiusScene({ systems }: BlastRadius): Scene {
  const actors = actorsOf(systems);
  const nodes: SceneNode[] = [...actors];
  const edges: SceneEdge[] = [];
  const drawn = new Set(actors.map(({ id }) => id));
  let top = 0;
  for (const system of systems) {
    const home = systemId(system.system);
    nodes.push({
      id: home,
      x: SYSTEM.x + SYSTEM.width / 2,
      y: top + BOX.height / 2,
      width: SYSTEM.width,
      height: BOX.height,
      text: `${boxText(systemLabel(system.system), CHARS)}\n${recordsOf(system.all.count)}`,
      spoken: `${G.columns.system}, ${boxText(systemLabel(system.system), 200)}, ${recordsOf(system.all.count)}`,
      classes: ['system'],
    });
    for (const { ref } of system.actors) {
      if (!drawn.has(ref)) continue;
      const id = actedId(ref, system.system);
      edges.push({ id, from: ref, to: home, text: '', classes: ['attacker', 'acted'] });
    }
    const items = itemsOf(system);
    items.forEach((item, index) => {
      const row = Math.floor(index / A_ROW);
      nodes.push(boxOf(item, index % A_ROW, top + row * (BOX.height + BOX.gap)));
      edges.push({ id: `in ${item.id}`, from: home, to: item.id, text: '', classes: ['branch'] });
    });
    top += Math.max(1, Math.ceil(items.length / A_ROW)) * (BOX.height + BOX.gap) + SYSTEM_GAP;
  }
  return { nodes, edges, labels: [] };
}

function boxOf(item: Item, column: number, top: number): SceneNode {
  const [first, second] = wordsOf(item);
  return {
    id: item.id,
    x: BOX.x + column * (BOX.width + BOX.gap) + BOX.width / 2,
    y: top + BOX.height / 2,
    width: BOX.width,
    height: BOX.height,
    text: [boxText(first, CHARS + 4), boxText(second, CHARS)].filter(Boolean).join('\n'),
    spoken: [`${boxText(systemLabel(item.system.system), 200)}: ${boxText(first, 200)}`, boxText(second, 300)]
      .filter(Boolean)
      .join(', '),
    classes: [classOf(item)],
  };
}

export const actedId = (ref: string, system: string): string => `acted\n${ref}\n${system}`;

/** Each account once, in the order of the systems that it acted in. */
function actorsOf(systems: readonly SystemRadius[]): SceneNode[] {
  const labels = new Map(
    systems.flatMap(({ actors }) => actors.map(({ ref, label }) => [ref, label] as const)),
  );
  return [...labels].slice(0, MOST_ACTORS).map(([ref, label], index): SceneNode => {
    return {
      id: ref,
      x: ACTOR.width / 2,
      y: index * (ACTOR.height + ACTOR.gap) + ACTOR.height / 2,
      width: ACTOR.width,
      height: ACTOR.height,
      text: boxText(label, CHARS - 2),
      spoken: `${G.kind.identity}, ${boxText(label, 200)}`,
      classes: ['actor'],
    };
  });
}

function classOf(item: Item): string {
  if (item.of.kind === 'reach') return 'reachable';
  if (item.of.kind === 'rest') return 'rest';
  return isRefused(item) ? 'refused' : 'touched';
}

/** First what it is, then how many of how many, or which. */
export function wordsOf({ of }: Item): readonly [string, string] {
  switch (of.kind) {
    case 'thing':
      return thingWords(of.type, of.deed);
    case 'reach': {
      const { kind, type, things, names, throughLabel } = of.reach;
      const what = type === null ? someNames(names, things) : `${count(things)} ${G.thing(type, things)}`;
      return [what, G.reachThrough[kind](throughLabel)];
    }
    case 'rest':
      return [G.selection.more(count(of.items.length)).replace(', in the records', ''), ''];
  }
}

function thingWords(type: ThingType, { deed, things, named }: ThingCount): readonly [string, string] {
  const what = `${count(things)} ${G.thing(type.type, things)} ${G.deed[deed]}`;
  const [total] = type.totals;
  const names = someNames(
    named.map(({ name }) => name),
    things,
  );
  const refused = deed === 'denied' || deed === 'attempted';
  if (total === undefined || refused || (total.from === 'logs' && things <= 2)) return [what, names];
  return [what, `${G.total.of(count(total.total))} ${G.total.inBox[total.from]}`];
}

/** As many names as a box has room for, and how many there are besides. */
function someNames(names: readonly string[], all: number): string {
  const joined = names.join(', ');
  if (names.length === all && joined.length <= CHARS) return joined;
  return names.length === 0 || all === 1 ? joined : `${names[0]} +${count(all - 1)}`;
}

function recordsOf(n: number): string {
  return `${count(n)} ${n === 1 ? G.record : `${G.record}s`}`;
}
