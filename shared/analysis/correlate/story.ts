/**
 * The chain as a story: steps that read as one deed become one line, in the order in which the deeds began. Long
 * silences are lines of their own, and no line reaches across one.
 */
import { formatDuration, type Micros } from '../../base/time.ts';
import {
  CATEGORIES,
  OUTCOMES,
  type Outcome,
  SOURCE_TYPES,
  type SourceType,
  type Target,
} from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import type { ChainStep, LinkKind, StoryLine } from '../chain-types.ts';
import { count, list, SOURCE_WORDS } from '../words.ts';
import { type Deed, deedOf, predicate, tacticOf } from './story-words.ts';

const HOUR_MICROS = 3_600_000_000;
/** The actor's silence from which on it is told as a pause. */
const PAUSE_MICROS = 24 * HOUR_MICROS;
/** The same deed after such a break is told anew. */
const BREAK_MICROS: Readonly<Record<ChainStep['role'], number>> = {
  attacker: 8 * HOUR_MICROS,
  response: 15 * 60_000_000,
};
/** Flows go on for days; only a pause parts them. */
const FLOW_BREAK_MICROS = Number.POSITIVE_INFINITY;

/** Steps of one deed while they are gathered. */
interface Draft {
  readonly role: ChainStep['role'];
  readonly deed: Deed;
  readonly outcome: Outcome;
  readonly source: SourceType;
  readonly actor: string;
  readonly flow: Flow | null;
  readonly link: LinkKind | 'seed' | null;
  readonly steps: ChainStep[];
  readonly targets: Map<string, Target>;
  soFar: number;
}

/** The pair a flow runs between, the end that is followed first. */
interface Flow {
  readonly between: readonly [string, string];
  readonly commanded: boolean;
}

/** Lines in time order. Undated steps are not part of the story; the step list has them. */
export function tellStory(
  view: CaseView,
  steps: readonly ChainStep[],
  seeds: ReadonlySet<number>,
): StoryLine[] {
  const dated = steps.filter((step) => step.time !== null);
  const pauses = findPauses(dated);
  const drafts = gather(view, dated, pauses, seeds);
  const lines = [...drafts.map((draft) => lineOf(view, draft)), ...pauses];
  return lines.sort((a, b) => a.from - b.from || a.to - b.to);
}

function findPauses(steps: readonly ChainStep[]): StoryLine[] {
  const pauses: StoryLine[] = [];
  let last: number | null = null;
  for (const { role, time } of steps) {
    if (role !== 'attacker') continue;
    if (last !== null && time! - last >= PAUSE_MICROS) pauses.push(pauseLine(last as Micros, time!));
    last = time;
  }
  return pauses;
}

function pauseLine(from: Micros, to: Micros): StoryLine {
  const text = `No trace of the actor for ${formatDuration(to - from)}`;
  return {
    from,
    to,
    role: 'pause',
    phase: 'Pause',
    text,
    source: '',
    count: 0,
    events: [],
    rows: [],
    link: null,
  };
}

function gather(
  view: CaseView,
  steps: readonly ChainStep[],
  pauses: readonly StoryLine[],
  seeds: ReadonlySet<number>,
): Draft[] {
  const drafts: Draft[] = [];
  const open = new Map<string, Draft>();
  const told = new Map<string, Set<string>>();
  let chapter = 0;
  for (const step of steps) {
    while (chapter < pauses.length && step.time! >= pauses[chapter]!.to) {
      chapter++;
      open.clear();
    }
    const blank = blankDraft(view, step, seeds);
    const key = keyOf(blank);
    let draft = open.get(key);
    if (!draft || step.time! - draft.steps.at(-1)!.time! > breakOf(draft)) {
      draft = blank;
      open.set(key, draft);
      drafts.push(draft);
    }
    draft.steps.push(step);
    addTarget(view, draft, step.row, told);
  }
  return drafts;
}

function breakOf(draft: Draft): number {
  return draft.flow ? FLOW_BREAK_MICROS : BREAK_MICROS[draft.role];
}

function keyOf({ role, deed, outcome, source, actor, flow }: Draft): string {
  return [role, deed, outcome, source, flow ? flow.between.join(' ') : actor].join('\n');
}

function blankDraft(view: CaseView, step: ChainStep, seeds: ReadonlySet<number>): Draft {
  const { columns } = view;
  const { row } = step;
  const source = SOURCE_TYPES[columns.source[row]!]!;
  const outcome = OUTCOMES[columns.outcome[row]!]!;
  const effects = view.effectsOf(columns.effects[row]!);
  const flow = source === 'aws:vpcflow' ? flowOf(view, step) : null;
  return {
    role: step.role,
    deed: deedOf(CATEGORIES[columns.category[row]!]!, outcome, effects),
    // Only a refusal changes what is told; flows of either verdict are told apart too.
    outcome: outcome === 'unknown' ? 'success' : outcome,
    source,
    actor:
      view.actor(columns.actor[row]!)?.name ??
      view.text('srcIp', columns.srcIp[row]!) ??
      SOURCE_WORDS[source],
    flow,
    link: seeds.has(row) ? 'seed' : (step.via[0]?.link ?? null),
    steps: [],
    targets: new Map(),
    soFar: 0,
  };
}

/** Both directions of a conversation are one pair: the end that the chain names stands first. */
function flowOf(view: CaseView, step: ChainStep): Flow {
  const { srcIp, dstIp } = view.columns;
  const source = view.text('srcIp', srcIp[step.row]!) ?? '?';
  const destination = view.text('dstIp', dstIp[step.row]!) ?? '?';
  const via = step.via[0];
  const named = via?.from.slice(via.from.indexOf(':') + 1);
  const commanded = via?.link === 'network';
  if (named !== source && named !== destination) return { between: [source, destination], commanded };
  const other = named === source ? destination : source;
  // A commanded host speaks first to its master; an actor's address speaks first to its victim.
  const asHost = commanded && via?.from.startsWith('ip:');
  return { between: asHost ? [other, named] : [named, other], commanded };
}

function addTarget(view: CaseView, draft: Draft, row: number, told: Map<string, Set<string>>): void {
  const target = view.targetsOf(view.columns.targets[row]!)[0];
  if (!target) return;
  const name = target.id ?? target.name ?? '';
  draft.targets.set(`${target.type}\n${name}`, target);
  const kind = [draft.role, draft.deed, draft.outcome, draft.source, target.type].join('\n');
  const names = told.get(kind) ?? new Set();
  names.add(name);
  told.set(kind, names);
  draft.soFar = names.size;
}

function lineOf(view: CaseView, draft: Draft): StoryLine {
  const { steps, role } = draft;
  const tactic = draft.flow ? flowTactic(draft.flow, draft.outcome) : tacticOfDraft(view, draft);
  return {
    from: steps[0]!.time!,
    to: steps.at(-1)!.time!,
    role,
    phase: role === 'response' ? 'Response' : tactic,
    text: draft.flow ? flowText(draft.flow, draft) : deedText(view, draft),
    source: SOURCE_WORDS[draft.source],
    count: steps.length,
    events: steps.map((step) => step.event),
    rows: steps.map((step) => step.row),
    link: draft.link,
  };
}

function flowTactic({ commanded }: Flow, outcome: Outcome): string {
  if (commanded) return outcome === 'failure' ? 'Lateral Movement' : 'Command and Control';
  return outcome === 'failure' ? 'Reconnaissance' : 'Initial Access';
}

function flowText({ between: [from, to] }: Flow, { outcome, steps }: Draft): string {
  const flows = count(steps.length, 'flow');
  return outcome === 'failure'
    ? `${from} was kept from reaching ${to}: ${flows} refused`
    : `${from} and ${to} exchanged ${flows}`;
}

function tacticOfDraft(view: CaseView, draft: Draft): string {
  const { row } = draft.steps[0]!;
  const words = JSON.stringify([
    view.effectsOf(view.columns.effects[row]!),
    view.targetsOf(view.columns.targets[row]!),
  ]);
  return tacticOf(draft.deed, draft.outcome, draft.source === 'aws:cloudtrail', words);
}

function deedText(view: CaseView, draft: Draft): string {
  const { columns } = view;
  const rows = draft.steps.map((step) => step.row);
  const effects = rows.flatMap((row) => view.effectsOf(columns.effects[row]!));
  const text = predicate({
    deed: draft.deed,
    outcome: draft.outcome,
    where: whereOf(view, draft),
    actions: [...new Set(rows.map((row) => view.text('action', columns.action[row]!) ?? ''))],
    effects: effects.filter((effect) => effect.kind === draft.deed),
    targets: mainTargets(draft),
    soFar: draft.soFar,
    steps: rows.length,
  });
  const addresses = [...new Set(rows.map((row) => view.text('srcIp', columns.srcIp[row]!) ?? ''))].filter(
    (ip) => ip !== '',
  );
  const from = addresses.length > 0 && !addresses.includes(draft.actor) ? ` from ${list(addresses, 2)}` : '';
  return `${draft.actor} ${text}${from}`;
}

/** Product and, for the cloud, the account: one product per line, but accounts differ. */
function whereOf(view: CaseView, draft: Draft): string {
  const systems = [
    ...new Set(draft.steps.map((step) => view.text('system', view.columns.system[step.row]!))),
  ];
  const account = systems.find((system) => system?.startsWith('aws:'));
  const word = SOURCE_WORDS[draft.source];
  if (draft.deed === 'ran-code') return systems[0] ?? word;
  return account ? `${word} account ${account.slice(4)}` : word;
}

/** Targets of the commonest type; a count of mixed things would say nothing. */
function mainTargets(draft: Draft): Target[] {
  const perType = new Map<string, Target[]>();
  for (const target of draft.targets.values()) {
    const same = perType.get(target.type);
    if (same) same.push(target);
    else perType.set(target.type, [target]);
  }
  return [...perType.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}
