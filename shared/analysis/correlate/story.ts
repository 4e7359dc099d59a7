/**
 * The chain as a story: steps that read as one deed become one line, in the order in which the deeds began. A long
 * silence of the actor ends a chapter and is a line of its own; no line reaches across one.
 */
import { least, most } from '../../base/extremes.ts';
import type { Micros } from '../../base/time.ts';
import {
  CATEGORIES,
  type Effect,
  OUTCOMES,
  SOURCE_TYPES,
  type SourceType,
  type Target,
} from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import type { ChainStep, LinkKind, StoryLine } from '../chain-types.ts';
import { groupBy } from '../group.ts';
import { count, duration, list, SOURCE_WORDS } from '../words.ts';
import { GivenPhases, type Suggestion, suggestFlowPhase, suggestPhase } from './phases.ts';
import { type Deed, deedOf, type Objects, predicate } from './story-words.ts';

const MINUTE_MICROS = 60_000_000;
/** The actor's silence from which on it is told as a pause. */
const PAUSE_MICROS = 24 * 60 * MINUTE_MICROS;
/** Deeds with an effect, and those of defenders, are told anew after such a break; work of one kind goes on all chapter. */
const BREAK_MICROS = 15 * MINUTE_MICROS;
/** A whole chapter this short is a test of access and makes one line. */
const BURST_MICROS = 15 * MINUTE_MICROS;

/** Steps of one deed while they are gathered. */
interface Draft {
  readonly chapter: number;
  readonly role: ChainStep['role'];
  readonly deed: Deed;
  readonly flow: Flow | null;
  readonly link: LinkKind | 'seed' | null;
  readonly steps: ChainStep[];
  readonly actors: Set<string>;
  readonly parts: Map<SourceType, Part>;
  /** Accounts that a record names beside the thing it is about. */
  readonly about: Set<string>;
}

/** What was done in one product. */
interface Part {
  readonly targets: Map<string, Target>;
  soFar: number;
}

/** The pair a flow runs between: the end that spoke first stands first. */
interface Flow {
  readonly between: readonly [string, string];
  readonly refused: boolean;
  /** Between a server and whoever commands it, rather than the actor's own address. */
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
  const chapters = groupBy(gather(view, dated, pauses, seeds), (draft) => draft.chapter);
  const given = new GivenPhases(view);
  const lines = [...chapters.values()]
    .flatMap((drafts) => chapterLines(view, drafts))
    .map((line) => withGivenPhase(line, given));
  return [...lines, ...pauses].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Phases are the actor's; what defenders did is the response, whatever it looks like. */
function withGivenPhase(line: StoryLine, phases: GivenPhases): StoryLine {
  const given = line.role === 'attacker' ? phases.of(line.events) : null;
  return given === null
    ? line
    : { ...line, phase: given.phase, phaseWhy: given.edit.why, phaseEdit: given.edit };
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
  const text = `No trace of the actor for ${duration(to - from)}`;
  return {
    from,
    to,
    role: 'pause',
    phase: 'Pause',
    phaseWhy: 'No record of the actor for a day or longer.',
    phaseEdit: null,
    text,
    source: '',
    count: 0,
    events: [],
    rows: [],
    link: null,
  };
}

// ---- gathering ---------------------------------------------------------------------------------------------------

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
    const { source, actor, effects, failed } = readStep(view, step);
    const flow = source === 'aws:vpcflow' ? flowOf(view, step, failed) : null;
    const targets = view.targetsOf(view.columns.targets[step.row]!);
    const deed = deedOf(CATEGORIES[view.columns.category[step.row]!]!, failed, effects, targets);
    const key = [step.role, deed, flow ? JSON.stringify(flow) : company(step.role, deed, source, actor)].join(
      '\n',
    );
    let draft = open.get(key);
    if (!draft || step.time! - draft.steps.at(-1)!.time! > breakOf(draft)) {
      const link = seeds.has(step.row) ? 'seed' : (step.via[0]?.link ?? null);
      draft = {
        chapter,
        role: step.role,
        deed,
        flow,
        link,
        steps: [],
        actors: new Set(),
        parts: new Map(),
        about: new Set(),
      };
      open.set(key, draft);
      drafts.push(draft);
    }
    draft.steps.push(step);
    draft.actors.add(actor);
    addTargets(view, draft, step.row, source, told);
  }
  return drafts;
}

function readStep(
  view: CaseView,
  step: ChainStep,
): { source: SourceType; actor: string; effects: readonly Effect[]; failed: boolean } {
  const { columns } = view;
  const { row } = step;
  const source = SOURCE_TYPES[columns.source[row]!]!;
  const code = columns.actor[row]!;
  const identity = code === 0 ? undefined : view.identities[view.identityOfActor(code)];
  const actor =
    identity?.display ??
    view.actor(code)?.name ??
    view.text('srcIp', columns.srcIp[row]!) ??
    SOURCE_WORDS[source];
  const failed = OUTCOMES[columns.outcome[row]!] === 'failure';
  return { source, actor, effects: view.effectsOf(columns.effects[row]!), failed };
}

/** Who shares a line: refusals are told together, the same work in sister products too, deeds with effects by product. */
function company(role: ChainStep['role'], deed: Deed, source: SourceType, actor: string): string {
  const vendor = source.split(':')[0]!;
  if (role === 'response') return `${source}\n${actor}`;
  if (deed === 'refused-sign-in') return '';
  if (deed === 'refused' || vendor === 'aws') return vendor;
  return deed === 'authentication' || deed === 'search' || deed === 'read'
    ? `${vendor}\n${actor}`
    : `${source}\n${actor}`;
}

function breakOf({ role, deed, flow }: Draft): number {
  if (flow) return Number.POSITIVE_INFINITY;
  const continuous = ['authentication', 'refused', 'refused-sign-in', 'search', 'read', 'export'].includes(
    deed,
  );
  return role === 'attacker' && continuous ? Number.POSITIVE_INFINITY : BREAK_MICROS;
}

/** The end that a step's reason names is the actor's, except where a server calls its commander. */
function flowOf(view: CaseView, step: ChainStep, refused: boolean): Flow {
  const { srcIp, dstIp } = view.columns;
  const source = view.text('srcIp', srcIp[step.row]!) ?? '?';
  const destination = view.text('dstIp', dstIp[step.row]!) ?? '?';
  const via = step.via[0];
  const commanded = via?.link === 'network';
  const named = via?.from.slice(via.from.indexOf(':') + 1);
  if (named !== source && named !== destination)
    return { between: [source, destination], refused, commanded };
  const other = named === source ? destination : source;
  const serverFirst = commanded && via?.from.startsWith('ip:');
  return { between: serverFirst ? [other, named] : [named, other], refused, commanded };
}

function addTargets(
  view: CaseView,
  draft: Draft,
  row: number,
  source: SourceType,
  told: Map<string, Set<string>>,
): void {
  let part = draft.parts.get(source);
  if (!part) {
    part = { targets: new Map(), soFar: 0 };
    draft.parts.set(source, part);
  }
  const targets = view.targetsOf(view.columns.targets[row]!).filter(({ type }) => type !== 'device');
  const target =
    (draft.deed === 'search' ? targets.find((one) => one.type === 'query') : undefined) ?? targets[0];
  if (!target) return;
  for (const other of targets)
    if (other !== target && other.type === 'user' && other.name) draft.about.add(other.name);
  const name = target.id ?? target.name ?? '';
  part.targets.set(`${target.type}\n${name}`, target);
  const kind = [draft.role, draft.deed, source, target.type].join('\n');
  const names = told.get(kind) ?? new Set();
  names.add(name);
  told.set(kind, names);
  part.soFar = names.size;
}

// ---- telling -----------------------------------------------------------------------------------------------------

function chapterLines(view: CaseView, drafts: readonly Draft[]): StoryLine[] {
  const lines = drafts.map((draft) => lineOf(view, draft));
  const actors = lines.filter((line) => line.role === 'attacker');
  const span = most(actors.map((line) => line.to)) - least(actors.map((line) => line.from));
  const isBurst = actors.length > 1 && span <= BURST_MICROS && !actors.some((line) => line.link === 'seed');
  return isBurst ? [burstLine(actors), ...lines.filter((line) => line.role !== 'attacker')] : lines;
}

function burstLine(lines: readonly StoryLine[]): StoryLine {
  const first = lines[0]!;
  return {
    ...first,
    to: most(lines.map((line) => line.to)) as Micros,
    text: `Short visit: ${lines.map((line) => line.text).join('; ')}`,
    source: [...new Set(lines.map((line) => line.source))].length > 1 ? 'several' : first.source,
    count: lines.reduce((sum, line) => sum + line.count, 0),
    events: lines.flatMap((line) => line.events),
    rows: lines.flatMap((line) => line.rows),
  };
}

function lineOf(view: CaseView, draft: Draft): StoryLine {
  const { steps, role, flow } = draft;
  const { phase, why } =
    role === 'response'
      ? RESPONSE
      : flow
        ? suggestFlowPhase(flow.commanded, flow.refused)
        : suggestionFor(view, draft);
  return {
    from: steps[0]!.time!,
    to: steps.at(-1)!.time!,
    role,
    phase,
    phaseWhy: why,
    phaseEdit: null,
    text: flow ? flowText(flow, steps.length) : deedText(view, draft),
    source: sourceWords(draft),
    count: steps.length,
    events: steps.map((step) => step.event),
    rows: steps.map((step) => step.row),
    link: draft.link,
  };
}

function sourceWords(draft: Draft): string {
  const sources = [...draft.parts.keys()];
  if (sources.length === 1) return SOURCE_WORDS[sources[0]!];
  return sources.every((source) => source.startsWith('atlassian:')) ? 'Atlassian' : 'several';
}

function flowText({ between: [from, to], refused }: Flow, n: number): string {
  const flows = count(n, 'flow');
  return refused
    ? `${from} was kept from reaching ${to}: ${flows} refused`
    : `${from} and ${to} exchanged ${flows}`;
}

const RESPONSE = {
  phase: 'Response',
  why: 'Done by others than the actor, against what is part of the chain.',
};

function suggestionFor(view: CaseView, draft: Draft): Suggestion {
  const { columns } = view;
  const rows = draft.steps.map((step) => step.row);
  const effects = view.effectsOf(columns.effects[rows[0]!]!);
  return suggestPhase({
    deed: draft.deed,
    source: isCloud(draft) ? 'aws:cloudtrail' : [...draft.parts.keys()][0]!,
    actions: actionsOf(view, rows),
    grants: effects.flatMap((effect) => (effect.kind === 'granted' ? [effect.what] : [])),
  });
}

function actionsOf(view: CaseView, rows: readonly number[]): string[] {
  return [...new Set(rows.map((row) => view.text('action', view.columns.action[row]!) ?? ''))];
}

function isCloud(draft: Draft): boolean {
  return draft.parts.has('aws:cloudtrail');
}

function deedText(view: CaseView, draft: Draft): string {
  const { columns } = view;
  const rows = draft.steps.map((step) => step.row);
  const text = predicate({
    deed: draft.deed,
    cloud: isCloud(draft),
    actions: actionsOf(view, rows),
    effects: rows
      .flatMap((row) => view.effectsOf(columns.effects[row]!))
      .filter((effect) => effect.kind === draft.deed),
    objects: [...draft.parts].map(([source, part]) => objectsOf(view, draft, source, part)),
    steps: rows.length,
  });
  const addresses = [...new Set(rows.map((row) => view.text('srcIp', columns.srcIp[row]!) ?? ''))].filter(
    (ip) => ip !== '',
  );
  const from = addresses.length > 0 && !draft.actors.has(addresses[0]!) ? ` from ${list(addresses, 2)}` : '';
  const were = draft.actors.size > 1 ? text.replace(/^was /, 'were ') : text;
  const about =
    draft.role === 'response' && draft.deed === 'change' && draft.about.size > 0
      ? `, about ${list([...draft.about])},`
      : '';
  return `${list([...draft.actors], 4)} ${were}${about}${from}`;
}

function objectsOf(view: CaseView, draft: Draft, source: SourceType, part: Part): Objects {
  const perType = groupBy(part.targets.values(), (target) => target.type);
  // A count of mixed things would say nothing: the commonest type stands for the line.
  const targets = [...perType.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  return { where: whereOf(view, draft, source), targets, soFar: part.soFar };
}

/** The product; for the cloud also the account. */
function whereOf(view: CaseView, draft: Draft, source: SourceType): string {
  if (source !== 'aws:cloudtrail') return SOURCE_WORDS[source];
  const systems = draft.steps.map((step) => view.text('system', view.columns.system[step.row]!) ?? '');
  const accounts = [...new Set(systems.filter((system) => system.startsWith('aws:')))].map((system) =>
    system.slice(4),
  );
  return accounts.length > 0 ? `AWS account ${list(accounts)}` : 'AWS';
}
