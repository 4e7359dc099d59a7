/** The grown chain as an answer: steps in time order, entities with their reasons, the story. */
import type { Micros } from '../../base/time.ts';
import type { Place } from '../case-view.ts';
import type { Chain, ChainEntity, ChainStep, Via } from '../chain-types.ts';
import { count, list } from '../words.ts';
import type { ChainGrowing, Growth, Node, Takeover } from './growth.ts';
import { milestonesOf } from './milestones.ts';
import { nameThing, standingVerdicts } from './names.ts';
import type { PersonaView } from './personas.ts';
import type { ResponseRow } from './response.ts';
import { tellStory } from './story.ts';

/** Steps described between two looks at the clock. */
const STEPS_PER_TURN = 256;
/** Reasons shown per step: the best ones. */
const MOST_REASONS = 3;

/** Yields whenever others may work. */
export function* describeChain(
  growth: Growth,
  seeds: readonly string[],
  response: readonly ResponseRow[],
): Generator<ChainGrowing, Chain, void> {
  const sentences = new Map(growth.nodes.map((node) => [node, sentence(node)]));
  const spans = new Map<Node, Span>();
  const steps: ChainStep[] = [];
  const places = new Map<number, Place>();
  for (const [row, place] of placesOf(growth, growth.rows)) {
    if (places.size % STEPS_PER_TURN === 0) yield growth;
    places.set(row, place);
  }
  for (const row of growth.rows) {
    if (steps.length % STEPS_PER_TURN === 0) yield growth;
    const ways = growth.ways(row);
    for (const node of growth.allWays(row)) stretch(spans, node, growth.facts.time(row));
    const via = shownWays(growth, row, ways).map((node): Via => {
      const opened = node.parent >= 0 ? node.parent : null;
      return { from: origin(growth, places, node), link: node.link, why: sentences.get(node)!, opened };
    });
    const assumed = growth.facts.view.assumption(row);
    if (assumed) via.push(assumedWay(assumed));
    // Where only the suggestion says whose account it is, the step is no surer than the suggestion.
    const rests = assumed && ways.every(({ link }) => link === 'identity' || link === 'created-account');
    steps.push({
      ...placed(growth, row, places.get(row)!),
      confidence: round(growth.confidence(row) * (rests ? assumed.suggestion.confidence : 1)),
      role: 'attacker',
      verdict: verdictOn(growth, row),
      via,
    });
  }
  const entities = entitiesOf(growth, sentences, spans);
  const shownBy = new Map(entities.map((entity) => [`${entity.kind}:${entity.value}`, entity.shownBy]));
  const rowsOfResponse = response.map((found) => found.row);
  for (const [row, place] of placesOf(growth, rowsOfResponse)) places.set(row, place);
  for (const found of response) {
    if (steps.length % STEPS_PER_TURN === 0) yield growth;
    const opened = shownBy.get(found.from) ?? null;
    const via = [{ from: found.from, link: found.link, why: found.why, opened }];
    steps.push({
      ...placed(growth, found.row, places.get(found.row)!),
      confidence: found.confidence,
      role: 'response',
      verdict: null,
      via,
    });
  }
  steps.sort(
    (a, b) => (a.time ?? Number.POSITIVE_INFINITY) - (b.time ?? Number.POSITIVE_INFINITY) || a.row - b.row,
  );
  const { view } = growth.facts;
  yield growth;
  const story = tellStory(view, steps, growth.seedRows);
  yield growth;
  return {
    seeds,
    seedNames: seeds.map((seed) => nameThing(view, seed)),
    steps,
    entities,
    story,
    milestones: milestonesOf(view, steps, entities, story),
    verdicts: standingVerdicts(view),
  };
}

/** Says that a step's account is only suggested to be the one that the chain follows. */
function assumedWay({
  persona,
  member,
  suggestion,
}: NonNullable<ReturnType<PersonaView['assumption']>>): Via {
  return {
    from: `identity:${persona.id}`,
    link: 'identity',
    why: `Suggested, not proved: ${member.display} is taken for ${persona.display} (${suggestion.confidence.toFixed(2)}): ${suggestion.reason}.`,
    opened: null,
  };
}

/** The best ways, and the one by which the row was found: every hop along these leads nearer to a seed. */
function shownWays(growth: Growth, row: number, ways: readonly Node[]): readonly Node[] {
  const best = ways.slice(0, MOST_REASONS);
  const found = growth.allWays(row)[0];
  if (!found || found.parent === row || best.includes(found)) return best;
  return [...best.slice(0, MOST_REASONS - 1), found];
}

/** Rows with where they stand, looked up many at a time. */
function* placesOf(growth: Growth, rows: readonly number[]): Generator<readonly [number, Place]> {
  for (let at = 0; at < rows.length; at += STEPS_PER_TURN) {
    const some = rows.slice(at, at + STEPS_PER_TURN);
    const places = growth.facts.view.places(some);
    for (const [i, row] of some.entries()) yield [row, places[i]!];
  }
}

/** What was made is reached from the record that made it, everything else from the entity shared. */
function origin(growth: Growth, places: ReadonlyMap<number, Place>, node: Node): string {
  const made = node.link === 'created-account' || node.link === 'minted-credential';
  if (!made || node.parent < 0) return node.value;
  return (places.get(node.parent) ?? growth.facts.view.place(node.parent)).id;
}

function placed(
  growth: Growth,
  row: number,
  place: Place,
): Omit<ChainStep, 'confidence' | 'role' | 'verdict' | 'via'> {
  const { id: event, nativeId, file, record } = place;
  return { event, nativeId, file, record, row, time: instant(growth.facts.time(row)) };
}

function verdictOn(growth: Growth, row: number): ChainStep['verdict'] {
  if (growth.verdicts.acceptsRow(row)) return 'accepted';
  return growth.added.has(row) ? 'added' : null;
}

interface Span {
  from: number;
  to: number;
}

function stretch(spans: Map<Node, Span>, node: Node, time: number): void {
  if (Number.isNaN(time)) return;
  const span = spans.get(node);
  if (!span) spans.set(node, { from: time, to: time });
  else {
    span.from = Math.min(span.from, time);
    span.to = Math.max(span.to, time);
  }
}

function entitiesOf(
  growth: Growth,
  sentences: ReadonlyMap<Node, string>,
  spans: ReadonlyMap<Node, Span>,
): ChainEntity[] {
  const entities = new Map<string, ChainEntity>();
  const add = (ref: string, entity: ChainEntity) => {
    if (!entities.has(ref)) entities.set(ref, entity);
  };
  for (const node of growth.nodes) {
    if (node.kind === 'link') continue;
    const span = spans.get(node);
    add(node.value, {
      kind: node.kind,
      value: bare(node.value),
      label: node.label,
      why: sentences.get(node)!,
      from: instant(span?.from ?? Number.NaN),
      to: instant(span?.to ?? Number.NaN),
      link: node.link,
      shownBy: node.parent >= 0 ? node.parent : null,
    });
  }
  for (const [index, takeover] of growth.held) {
    const identity = growth.facts.view.identities[index]!;
    const why = whyHeld(growth, index, takeover);
    const [from, to] = [instant(takeover.since), instant(takeover.last)];
    add(`identity:${identity.id}`, {
      kind: 'identity',
      value: identity.id,
      label: identity.display,
      why,
      from,
      to,
      link: 'identity',
      shownBy: takeover.row,
    });
  }
  for (const [address, { why }] of growth.hubs) {
    const text = growth.facts.view.text('srcIp', address) ?? '';
    // Only a hub that the analyst asked about is part of the answer; the others merely stopped the search.
    if (growth.namedAddresses.has(address))
      add(`ip:${text}`, {
        kind: 'ip',
        value: text,
        label: text,
        why,
        from: null,
        to: null,
        link: null,
        shownBy: null,
      });
  }
  return [...entities.values()];
}

function whyHeld(growth: Growth, index: number, takeover: Takeover): string {
  const { facts } = growth;
  const all = facts.rowsOfIdentity(index);
  const mine = all.reduce((n, row) => n + Number(growth.has(row)), 0);
  const name = facts.view.identities[index]!.display;
  const places = list([...takeover.addresses].map((address) => facts.view.text('srcIp', address) ?? ''));
  const rest =
    all.length === mine
      ? 'all it ever did'
      : `of ${count(all.length, 'record')}; the rest is its owner's own work`;
  return `${name} was in the actor's hands: ${count(mine, 'record')} from ${places}, ${rest}.`;
}

function bare(reference: string): string {
  return reference.slice(reference.indexOf(':') + 1);
}

function sentence(node: Node): string {
  return typeof node.why === 'string' ? node.why : node.why();
}

function instant(time: number): Micros | null {
  return Number.isNaN(time) ? null : (time as Micros);
}

function round(confidence: number): number {
  return Math.round(confidence * 1000) / 1000;
}
