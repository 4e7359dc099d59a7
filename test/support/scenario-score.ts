/**
 * Measures the chain on a labelled scenario: precision and recall of the attacker's records per source, and in words which
 * records were taken wrongly or missed. Records labelled `response` count neither for nor against.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseView } from '../../shared/analysis/case-view.ts';
import { computeChain } from '../../shared/analysis/correlate/chain.ts';
import { SOURCE_TYPES } from '../../shared/events/event.ts';
import { caseViewOfFolder } from './sample-events.ts';

interface AnswerKey {
  readonly seeds: readonly string[];
  readonly labels: readonly {
    readonly file: string;
    readonly source: string;
    readonly role: 'attacker' | 'response';
    readonly step: string;
    readonly records: readonly number[];
  }[];
}

export interface SourceScore {
  readonly source: string;
  /** Records that the answer key puts on the attacker's account. */
  readonly wanted: number;
  /** Records that the chain puts there, without those of the response. */
  readonly found: number;
  /** 1 where nothing was found or wanted. */
  readonly precision: number;
  readonly recall: number;
  /** Readable lines: place, time, actor, address, action. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

export interface SeedScore {
  readonly seed: string;
  /** Sources in which something was wanted or found. */
  readonly sources: readonly SourceScore[];
  /** The lowest precision or recall of all sources. */
  readonly worst: number;
}

export interface Measured {
  readonly view: CaseView;
  readonly seeds: readonly string[];
  /** Throws where the chain refuses the seed. */
  score(seed: string): SeedScore;
}

/** Imports the folder once; each seed is then measured alone. */
export function measure(folder: string): Measured {
  const key = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as AnswerKey;
  const view = caseViewOfFolder(folder);
  const labels = new Map<string, { role: string; step: string; source: string }>();
  for (const { file, records, ...label } of key.labels)
    for (const record of records) labels.set(`${file}#${record}`, label);
  const rows = new Map<string, number>();
  for (let row = 0; row < view.size; row++) rows.set(placeOf(view, row), row);
  for (const place of labels.keys())
    if (!rows.has(place)) throw new Error(`the answer key names ${place}, which no importer reads`);

  const score = (seed: string): SeedScore => {
    const chain = computeChain(view, [seed]);
    if (!chain.ok) throw chain.error;
    const found = new Set<string>();
    for (const step of chain.value.steps) {
      const place = placeOf(view, step.row);
      if (step.role === 'attacker' && labels.get(place)?.role !== 'response') found.add(place);
    }
    const wanted = new Map([...labels].filter(([, { role }]) => role === 'attacker'));
    const sources = SOURCE_TYPES.flatMap((source) => {
      const got = [...found].filter(
        (place) => SOURCE_TYPES[view.columns.source[rows.get(place)!]!] === source,
      );
      const want = [...wanted].filter(([, label]) => label.source === source).map(([place]) => place);
      if (got.length === 0 && want.length === 0) return [];
      const wrong = got.filter((place) => !wanted.has(place));
      const missed = want.filter((place) => !found.has(place));
      const hits = got.length - wrong.length;
      return {
        source,
        wanted: want.length,
        found: got.length,
        precision: got.length === 0 ? 1 : hits / got.length,
        recall: want.length === 0 ? 1 : hits / want.length,
        wrong: wrong.map((place) => describeRow(view, rows.get(place)!)),
        missed: missed.map((place) => `${describeRow(view, rows.get(place)!)}  [${wanted.get(place)!.step}]`),
      };
    });
    const worst = Math.min(1, ...sources.flatMap(({ precision, recall }) => [precision, recall]));
    return { seed, sources, worst };
  };
  return { view, seeds: key.seeds, score };
}

/** A table of the figures, then up to `most` wrong and missed records of each source. */
export function printScore({ seed, sources }: SeedScore, most = 12): string {
  const percent = (value: number): string => value.toFixed(3);
  const list = (word: string, lines: readonly string[]): string[] => [
    ...lines.slice(0, most).map((line) => `    ${word} ${line}`),
    ...(lines.length > most ? [`    … ${lines.length - most} more ${word}`] : []),
  ];
  return [
    `from ${seed}`,
    ...sources.flatMap((one) => [
      `  ${one.source.padEnd(22)} wanted ${one.wanted}, found ${one.found}, precision ${percent(one.precision)}, recall ${percent(one.recall)}`,
      ...list('wrong ', one.wrong),
      ...list('missed', one.missed),
    ]),
  ].join('\n');
}

function placeOf(view: CaseView, row: number): string {
  const { file, record } = view.place(row);
  return `${file}#${record}`;
}

function describeRow(view: CaseView, row: number): string {
  const { columns } = view;
  const micros = columns.ts[row]!;
  const time = Number.isNaN(micros) ? 'no time' : new Date(micros / 1000).toISOString().slice(0, 19);
  const actor = view.actor(columns.actor[row]!);
  const address = view.text('srcIp', columns.srcIp[row]!) ?? '-';
  return `${placeOf(view, row)}  ${time}  ${actor?.name ?? '-'}  ${address}  ${view.text('action', columns.action[row]!) ?? '-'}`;
}
