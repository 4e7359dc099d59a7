/** The sample case from its one seed, measured against the answer key that only tests may open. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../../../shared/analysis/case-view.ts';
import type { Chain } from '../../../../shared/analysis/chain-types.ts';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import { printChain } from '../../../../shared/analysis/correlate/print.ts';
import { SOURCE_TYPES } from '../../../../shared/events/event.ts';
import { caseViewOfFolder } from '../../../support/sample-events.ts';

const FOLDER = join(import.meta.dirname, '../../../../sample-data/cases/okta-to-atlassian');

interface Label {
  readonly file: string;
  readonly source: string;
  readonly role: string;
  readonly records: readonly number[];
}

interface Expected {
  readonly seed: { readonly nativeId: string };
  readonly labels: readonly Label[];
}

const expected = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8')) as Expected;
let view: CaseView;

beforeAll(() => {
  view = caseViewOfFolder(FOLDER);
});

function chainFrom(seed: string): Chain {
  const result = computeChain(view, [seed]);
  if (!result.ok) throw result.error;
  return result.value;
}

/** Places of records, `file#record`, by source. */
function wanted(role: string, source: string): Set<string> {
  const labels = expected.labels.filter((label) => label.role === role && label.source === source);
  return new Set(labels.flatMap((label) => label.records.map((record) => `${label.file}#${record}`)));
}

function found(chain: Chain, role: string, source: string): Set<string> {
  const steps = chain.steps.filter(
    (step) => step.role === role && SOURCE_TYPES[view.columns.source[step.row]!] === source,
  );
  return new Set(steps.map((step) => `${step.file}#${step.record}`));
}

/** Precision and recall; null where nothing was found or wanted. */
function score(
  chain: Chain,
  role: string,
  source: string,
): { readonly precision: number; readonly recall: number } {
  const [want, got] = [wanted(role, source), found(chain, role, source)];
  const hits = [...got].filter((place) => want.has(place)).length;
  return { precision: hits / got.size, recall: hits / want.size };
}

/** Sources in which the attacker left records; a chain must not find any in others. */
const SOURCES = SOURCE_TYPES.filter((source) => wanted('attacker', source).size > 0);
const OTHERS = SOURCE_TYPES.filter((source) => !SOURCES.includes(source));

describe('the sample case', () => {
  test('holds records of the attacker in six sources', () => {
    expect(SOURCES).toHaveLength(6);
  });

  test.each(SOURCES)('from the first denied sign-in: the records of the attacker in %s', (source) => {
    const { precision, recall } = score(chainFrom(`native:${expected.seed.nativeId}`), 'attacker', source);
    expect(wanted('attacker', source).size).toBeGreaterThan(10);
    expect(precision).toBeGreaterThanOrEqual(0.98);
    expect(recall).toBeGreaterThanOrEqual(0.98);
  });

  test.each(['okta:system_log', 'atlassian:jira', 'aws:cloudtrail'])(
    'the records of the response in %s',
    (source) => {
      const { precision, recall } = score(chainFrom(`native:${expected.seed.nativeId}`), 'response', source);
      expect(precision).toBeGreaterThanOrEqual(0.9);
      expect(recall).toBeGreaterThanOrEqual(0.9);
    },
  );

  test.each([
    'ip:193.142.58.126',
    'ip:198.244.174.214',
    'identity:smartsheet-svc',
    'identity:tandrews',
    'credential:00Tmoveworks0gateway1',
  ])('any other end of the chain leads to all of it: %s', (seed) => {
    const chain = chainFrom(seed);
    for (const source of OTHERS) expect(found(chain, 'attacker', source).size, source).toBe(0);
    for (const source of SOURCES) {
      const { precision, recall } = score(chain, 'attacker', source);
      expect(Math.min(precision, recall), source).toBeGreaterThanOrEqual(0.98);
    }
  });

  test('every step but the seed says in words through what it was reached', () => {
    const chain = chainFrom(`native:${expected.seed.nativeId}`);
    const [seed, ...others] = [...chain.steps].sort((a, b) => a.via.length - b.via.length);
    expect(seed).toMatchObject({ nativeId: expected.seed.nativeId, confidence: 1, via: [] });
    for (const step of others) {
      expect(step.via[0]?.why).toMatch(/^\S.{40,}\.$/s);
      expect(step.confidence).toBeGreaterThan(0.3);
      expect(step.confidence).toBeLessThan(1);
    }
  });

  test('the printed chain tells the published incident in order, to the second', () => {
    const text = printChain(chainFrom(`native:${expected.seed.nativeId}`), 1000);
    const published = [
      /2023-10-18 \d\d:\d\d:\d\d +Initial Access +Okta/,
      /2023-11-14 09:22:49 .*refused at Okta/,
      /2023-11-14 09:\d\d:\d\d .*AWS account/,
      /2023-11-15 16:28:38 .*svc-moveworks/,
      /searched Confluence and Jira for “remote access”/,
      /2023-11-16 14:36:37 .*created the account tandrews/,
      /2023-11-16 14:36:52 .*gave tandrews jira-software-users, confluence-users, bitbucket-users and/,
      /2023-11-17 14:33:52 +Pause +No trace of the actor for 2 d 18:53:01, until 2023-11-20 09:26:53/,
      /2023-11-22 14:18:22 +Execution .*idowall\.com/,
      /2023-11-22 14:18:24 +Command and Control .*198\.244\.174\.214/,
      /viewed 120 repositories in Bitbucket/,
      /downloaded 76 repositories from Bitbucket/,
      /\(202 so far\)[\s\S]*\(36 so far\)/,
      /2023-11-22 20:10:\d\d +Lateral Movement .*10\.90\.4\.17/,
      /2023-11-23 15:58:00 +Privilege Escalation .*jira-administrators/,
      /2023-11-23 16:00:00 +Response .*about smartsheet-svc/,
      /2023-11-23 16:35:00 +Response .*disabled the account smartsheet-svc/,
      /2023-11-23 17:23:00 +Response .*disabled the account tandrews/,
      /2023-11-23 17:43:00 +Response .*SEC-/,
      /2023-11-23 21:31:00 +Response .*blocked 193\.142\.58\.126/,
      /until 2023-11-24 10:44:00/,
    ];
    expect(text).toMatch(/last trace 2023-11-24 10:44:00; what it left behind went on until 2023-11-24 11:5/);
    let at = 0;
    for (const line of published) {
      const next = text.slice(at).search(line);
      expect(next, `${line} after:\n${text.slice(Math.max(0, at - 200), at)}`).toBeGreaterThanOrEqual(0);
      at += next;
    }
  });

  test('the roster names the people, and says of the account that the attacker made that it lists it not', () => {
    const of = (value: string) =>
      view.identities.filter(({ aliases }) => aliases.some((alias) => alias.value === value));
    const [helena, ...others] = of('hbrandao@halcyonedge.example');
    expect(others).toEqual([]);
    expect(helena).toMatchObject({ display: 'Helena Brandão', class: 'human' });
    expect(helena!.aliases.map(({ kind, value }) => `${kind} ${value}`)).toEqual(
      expect.arrayContaining([
        'okta-id 00udlydLSBrGfRuFwvbY',
        'atlassian-id JIRAUSER10404',
        'login hbrandao',
      ]),
    );
    const [made] = of('tandrews');
    expect(made).toMatchObject({ display: 'tandrews', class: 'human' });
    expect(made!.classWhy).toMatch(/; it is in no roster of this case$/);
    expect(helena!.classWhy).not.toMatch(/roster/);
  });

  test('the story stays short', () => {
    const { story, steps } = chainFrom(`native:${expected.seed.nativeId}`);
    expect(steps.length).toBeGreaterThan(6000);
    expect(story.length).toBeLessThanOrEqual(55);
    const told = new Set(story.flatMap((line) => line.rows));
    expect(told.size).toBe(steps.length);
  });
});
