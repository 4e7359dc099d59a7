/**
 * The blast radius as a picture: one column a system, by first time from left to right; above it the accounts that acted
 * there, below it what was touched, denied and in reach.
 */
import type {
  BlastRadius,
  SystemRadius,
  ThingCount,
  ThingType,
} from '../../shared/analysis/graph/blast-radius.ts';
import type { Reach } from '../../shared/analysis/graph/reach.ts';
import { count } from '../format/number.ts';
import { boxText, type Scene, type SceneEdge, type SceneNode } from './scene.ts';
import { G } from './strings.ts';

const COLUMN = 204;
const BOX = { width: 172, height: 38, gap: 8, indent: 18 };
const HEAD = { width: 186, height: 42 };
const ACTOR = { width: 166, height: 28, gap: 6 };
const CHARS = 28;
/** Boxes of one column; the table has them all. */
const MOST_BOXES = 14;
const MOST_ACTORS = 3;

/** What one box stands for. */
export interface Item {
  readonly id: string;
  readonly system: SystemRadius;
  readonly of:
    | { readonly kind: 'thing'; readonly type: ThingType; readonly deed: ThingCount }
    | { readonly kind: 'reach'; readonly reach: Reach }
    | { readonly kind: 'rest'; readonly items: readonly Item[] };
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
  const nodes: SceneNode[] = [];
  const edges: SceneEdge[] = [];
  const actors = actorRows(systems);
  const top = Math.max(0, ...actors.map((row) => row.length)) * (ACTOR.height + ACTOR.gap) + 26;
  systems.forEach((system, column) => {
    const x = column * COLUMN + COLUMN / 2;
    const home = systemId(system.system);
    actors[column]!.forEach((actor, row) => {
      nodes.push({
        id: actor.ref,
        x,
        y: top - 26 - row * (ACTOR.height + ACTOR.gap) - ACTOR.height / 2,
        width: ACTOR.width,
        height: ACTOR.height,
        text: boxText(actor.label, CHARS),
        spoken: `${G.kind.identity}, ${boxText(actor.label, 200)}`,
        classes: ['actor'],
      });
    });
    nodes.push({
      id: home,
      x,
      y: top + HEAD.height / 2,
      width: HEAD.width,
      height: HEAD.height,
      text: `${boxText(system.system, CHARS)}\n${recordsOf(system.all.count)}`,
      spoken: `${G.columns.system}, ${boxText(system.system, 200)}, ${recordsOf(system.all.count)}`,
      classes: ['system'],
    });
    itemsOf(system).forEach((item, row) => {
      const y = top + HEAD.height + BOX.gap * 2 + row * (BOX.height + BOX.gap) + BOX.height / 2;
      const [first, second] = wordsOf(item);
      nodes.push({
        id: item.id,
        x: x + BOX.indent,
        y,
        width: BOX.width,
        height: BOX.height,
        text: second === '' ? boxText(first, CHARS) : `${boxText(first, CHARS)}\n${boxText(second, CHARS)}`,
        spoken: `${boxText(system.system, 200)}: ${boxText(first, 200)}, ${boxText(second, 300)}`,
        classes: [classOf(item)],
      });
      edges.push({
        id: `in ${item.id}`,
        from: home,
        to: item.id,
        text: '',
        classes: ['branch', classOf(item)],
      });
    });
  });
  const drawn = new Set(nodes.map(({ id }) => id));
  for (const system of systems)
    for (const { ref } of system.actors)
      if (drawn.has(ref))
        edges.push({
          id: `acted ${ref} ${system.system}`,
          from: ref,
          to: systemId(system.system),
          text: '',
          classes: ['attacker'],
        });
  return { nodes, edges, labels: [] };
}

/** Each account above the first system that it acted in. */
function actorRows(systems: readonly SystemRadius[]): SystemRadius['actors'][] {
  const placed = new Set<string>();
  return systems.map(({ actors }) => {
    const here = actors.filter(({ ref }) => !placed.has(ref)).slice(0, MOST_ACTORS);
    for (const { ref } of here) placed.add(ref);
    return here;
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
      const { kind, type, things, names } = of.reach;
      const what = type === null ? names.join(', ') : `${count(things)} ${G.thing(type, things)}`;
      return [what, G.reach[kind]];
    }
    case 'rest':
      return [G.selection.more(count(of.items.length)).replace(', in the records', ''), ''];
  }
}

function thingWords(type: ThingType, { deed, things, named }: ThingCount): readonly [string, string] {
  const what = `${count(things)} ${G.thing(type.type, things)} ${G.deed[deed]}`;
  const [total] = type.totals;
  const names = named.map(({ name }) => name).join(', ');
  const refused = deed === 'denied' || deed === 'attempted';
  if (total === undefined || refused || (total.from === 'logs' && things <= 2)) return [what, names];
  const source = total.from === 'logs' ? G.total.logs : G.total.analyst;
  return [what, `${G.total.of(count(total.total))} ${source}`];
}

function recordsOf(n: number): string {
  return `${count(n)} ${n === 1 ? G.record : `${G.record}s`}`;
}
