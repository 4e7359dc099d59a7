/** The chain as plain text for a terminal: fixed columns, wrapped at a width, no colours. */
import { visibleText } from '../../base/text.ts';
import { formatInZone, type Micros } from '../../base/time.ts';
import type { Chain, ChainEntity, ChainStep, StoryLine } from '../chain-types.ts';
import { count, duration } from '../words.ts';
import { printMilestones } from './print-milestones.ts';
import { wrap } from './wrap.ts';

const TIME_WIDTH = 19;
const PHASE_WIDTH = 20;
const SOURCE_WIDTH = 10;
const GAP = '  ';
/** Narrower terminals get this and wrap by themselves. */
const MIN_WIDTH = 80;

/**
 * A table of the story with all times in UTC to the second, then the entities with their reasons. Text from logs is
 * made visible (escape sequences cannot reach the terminal). Lines are at most `width` characters where words allow.
 */
export function printChain(chain: Chain, width = 120): string {
  const columns = Math.max(MIN_WIDTH, width);
  const attacker = chain.steps.filter((step) => step.role === 'attacker').length;
  const response = chain.steps.length - attacker;
  const head = `${count(attacker, 'record')} of the actor and ${count(response, 'record')} of the response, from ${chain.seeds.join(', ')}`;
  if (chain.steps.length === 0) {
    return `${[visibleText(head), ...chain.entities.map((entity) => visibleText(entity.why)), 'Nothing is linked to this seed.'].join('\n')}\n`;
  }
  return `${[
    ...wrap(visibleText(head), columns, ''),
    ...wrap(traces(chain), columns, ''),
    ...[...inShort(chain), ...said(chain)].flatMap(([name, values]) => shortLines(name, values, columns)),
    '',
    row('TIME (UTC)', 'PHASE', 'SOURCE', 'WHAT', columns),
    row('-'.repeat(TIME_WIDTH), '-'.repeat(PHASE_WIDTH), '-'.repeat(SOURCE_WIDTH), '-'.repeat(4), columns),
    ...chain.story.map((line) => storyRow(line, columns)),
    '',
    'LINKED THROUGH',
    ...shownEntities(chain).flatMap((entity) => entityRows(entity, columns)),
    '',
    'MILESTONES',
    ...printMilestones(chain.milestones, columns),
  ].join('\n')}\n`;
}

/** Width of a name in the summary, with the space after it. */
const SHORT_WIDTH = 13;

/** With what and from where, by name. */
function inShort({ entities, story }: Chain): Short[] {
  const of = (kind: ChainEntity['kind'], wanted: (entity: ChainEntity) => boolean = () => true): string[] =>
    entities.flatMap((entity) =>
      entity.kind === kind && entity.link !== null && wanted(entity) ? [entity.label] : [],
    );
  const pauses = story.filter(({ role }) => role === 'pause');
  const parts: readonly (readonly [name: string, values: readonly string[]])[] = [
    ['Addresses', of('ip')],
    ['Credentials', of('credential')],
    ['Accounts', of('identity', ({ link }) => link !== 'created-account')],
    ['Made by it', of('identity', ({ link }) => link === 'created-account')],
  ];
  return [
    ...parts.flatMap(([name, values]): Short[] =>
      values.length === 0 ? [] : [[name, values.map(visibleText).join(', ')]],
    ),
    ...pauses.map(
      (line, i): Short => [i === 0 ? 'Pauses' : '', `${duration(line.to - line.from)} from ${at(line.from)}`],
    ),
  ];
}

/** What the analyst decided, so that nothing is missing in silence. */
function said({ verdicts }: Chain): Short[] {
  return verdicts.map(({ verdict, to, by, reason }): Short => {
    const why = reason === '' ? '' : `: ${visibleText(reason)}`;
    return [VERDICT_WORDS[verdict], `${visibleText(to.label)} (${visibleText(by)}${why})`];
  });
}

const VERDICT_WORDS = { accept: 'Accepted', reject: 'Rejected', add: 'Added' } as const;

/** A line of the summary: what it names, and the values. */
type Short = readonly [name: string, values: string];

function shortLines(name: string, values: string, columns: number): string[] {
  return wrap(values, columns - SHORT_WIDTH, '').map(
    (part, i) => `${(i === 0 ? name : '').padEnd(SHORT_WIDTH)}${part}`,
  );
}

/** When the actor was there, and how long a program it left behind went on without it. */
function traces(chain: Chain): string {
  const times = (wanted: (step: ChainStep) => boolean): Micros[] =>
    chain.steps.flatMap((step) =>
      step.role === 'attacker' && step.time !== null && wanted(step) ? [step.time] : [],
    );
  const own = times((step) => step.via[0]?.link !== 'network');
  const left = times((step) => step.via[0]?.link === 'network').at(-1);
  if (own.length === 0) return left === undefined ? 'No record has a time.' : `Last trace ${at(left)}.`;
  const program =
    left !== undefined && left > own.at(-1)! ? `; what it left behind went on until ${at(left)}` : '';
  return `First trace ${at(own[0]!)}, last trace ${at(own.at(-1)!)}${program}.`;
}

const ENTITY_ORDER: readonly ChainEntity['kind'][] = ['ip', 'host', 'credential', 'identity'];

/** Sessions are many and say little by themselves; the steps name them. */
function shownEntities(chain: Chain): ChainEntity[] {
  return chain.entities
    .filter((entity) => ENTITY_ORDER.includes(entity.kind))
    .sort((a, b) => ENTITY_ORDER.indexOf(a.kind) - ENTITY_ORDER.indexOf(b.kind));
}

function storyRow(line: StoryLine, width: number): string {
  const until =
    line.to > line.from && line.role !== 'pause' ? ` (until ${shortEnd(line.from, line.to)})` : '';
  const end = line.role === 'pause' ? `, until ${at(line.to)}` : until;
  return row(at(line.from), line.phase, line.source, `${visibleText(line.text)}${end}`, width);
}

/** The date only where it is another day. */
function shortEnd(from: Micros, to: Micros): string {
  const sameDay = formatInZone(from, 'UTC', 'date') === formatInZone(to, 'UTC', 'date');
  return sameDay ? formatInZone(to, 'UTC', 'time') : at(to);
}

function at(time: Micros): string {
  return formatInZone(time, 'UTC', 'datetime');
}

function row(time: string, phase: string, source: string, text: string, width: number): string {
  const lead = [time.padEnd(TIME_WIDTH), phase.padEnd(PHASE_WIDTH), source.padEnd(SOURCE_WIDTH), ''].join(
    GAP,
  );
  return wrap(text, width - lead.length, '')
    .map((part, i) => `${i === 0 ? lead : ' '.repeat(lead.length)}${part}`.trimEnd())
    .join('\n');
}

function entityRows(entity: ChainEntity, width: number): string[] {
  return wrap(`${entity.kind.padEnd(10)} ${visibleText(entity.why)}`, width, ' '.repeat(11));
}
