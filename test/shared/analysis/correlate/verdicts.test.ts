/** What the analyst accepts, rejects and adds, in the chain that is computed next. */
import { describe, expect, test } from 'vitest';
import type { Chain } from '../../../../shared/analysis/chain-types.ts';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import type { ChainDecision, Decision } from '../../../../shared/analysis/decisions.ts';
import type { Micros } from '../../../../shared/base/time.ts';
import type { Draft } from '../../../../shared/events/event.ts';
import { caseViewOf } from '../../../support/case-view.ts';
import {
  ACTOR,
  ACTOR_AGENT,
  aws,
  DAYS,
  jira,
  OFFICE,
  officeDays,
  okta,
  person,
  schedule,
  service,
} from './world.ts';

const bot = service('sync-svc');
const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR, { userAgent: ACTOR_AGENT });
const second = aws('2024-03-08T09:30:00Z', service('iam-user'), ACTOR);
const creation = jira('2024-03-08T09:05:00Z', bot, ACTOR, {
  category: 'account',
  effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'jdoe2' } }],
});
const used = jira('2024-03-09T10:00:00Z', service('jdoe2'), OFFICE);
const unrelated = okta('2024-03-10T10:00:00Z', person('staff3'), OFFICE);
const drafts: Draft[] = [
  ...officeDays(DAYS),
  ...schedule(DAYS, bot),
  seed,
  second,
  creation,
  used,
  unrelated,
];
const id = (wanted: Draft): string => `e${drafts.indexOf(wanted)}`;

function decided(...made: (Partial<ChainDecision> & { to: string; undone?: boolean })[]): Decision[] {
  return made.map(({ undone, ...data }, i) => ({
    id: i + 1,
    data: { kind: 'chain', verdict: 'reject', from: null, link: null, ...data },
    reason: 'seen in the ticket',
    made: 1_710_000_000_000_000 as Micros,
    madeBy: 'K. Okafor',
    undone: undone ? (1_710_000_000_000_001 as Micros) : null,
    undoneBy: undone ? 'K. Okafor' : null,
  }));
}

function chain(decisions: readonly Decision[] = []): Chain {
  const result = computeChain(caseViewOf(drafts, [], decisions), [id(seed)]);
  if (!result.ok) throw result.error;
  return result.value;
}

const events = (of: Chain): string[] => of.steps.map((step) => step.event).sort();

describe('verdicts', () => {
  test('without any: the seed, what shares its address, and what it made', () => {
    expect(events(chain())).toEqual([seed, second, creation, used].map(id).sort());
  });

  test('a rejected record stays out and nothing is reached through it', () => {
    expect(events(chain(decided({ to: id(creation) })))).toEqual([seed, second].map(id).sort());
  });

  test('a verdict that was taken back holds no more', () => {
    expect(events(chain(decided({ to: id(creation), undone: true })))).toHaveLength(4);
  });

  test('a rejected address links nobody; what the seed made itself would stay', () => {
    const left = chain(decided({ to: `ip:${ACTOR}` }));
    expect(left.steps.map((step) => step.event)).not.toContain(id(second));
  });

  test('a rejected account keeps what it did out, but not the record that made it', () => {
    const [made] = chain().entities.filter(({ label }) => label === 'jdoe2');
    expect(events(chain(decided({ to: `identity:${made!.value}` })))).toEqual(
      [seed, second, creation].map(id).sort(),
    );
  });

  test('one rejected link leaves the other ways to a record', () => {
    expect(events(chain(decided({ from: `ip:${ACTOR}`, to: id(second) })))).toEqual(
      [seed, creation, used].map(id).sort(),
    );
    expect(events(chain(decided({ from: id(creation), to: id(used) })))).not.toContain(id(used));
  });

  test('an accepted record and an accepted entity are certain', () => {
    const before = chain().steps.find(({ event }) => event === id(second))!;
    expect(before).toMatchObject({ verdict: null });
    expect(before.confidence).toBeLessThan(1);
    const accepted = chain(decided({ verdict: 'accept', to: id(second) }));
    expect(accepted.steps.find(({ event }) => event === id(second))).toMatchObject({
      verdict: 'accepted',
      confidence: 1,
    });
    const whole = chain(decided({ verdict: 'accept', to: `ip:${ACTOR}` }));
    expect(whole.steps.find(({ event }) => event === id(second))?.confidence).toBe(1);
  });

  test('an added record is in with the reason the analyst gave, once its origin is', () => {
    const added = chain(decided({ verdict: 'add', from: id(seed), to: id(unrelated) }));
    const step = added.steps.find(({ event }) => event === id(unrelated));
    expect(step).toMatchObject({ verdict: 'added', confidence: 1 });
    expect(step!.via[0]).toMatchObject({
      from: id(seed),
      why: 'Linked by K. Okafor at 2024-03-09 16:00:00 UTC: seen in the ticket.',
    });
    const elsewhere = chain(decided({ verdict: 'add', from: 'ip:192.0.2.1', to: id(unrelated) }));
    expect(events(elsewhere)).not.toContain(id(unrelated));
  });

  test('an added entity brings what belongs to it', () => {
    const more = chain(decided({ verdict: 'add', from: id(seed), to: 'identity:staff5@corp.example' }));
    expect(more.steps.length).toBe(4 + DAYS.length);
  });

  test('a verdict over what this case does not hold changes nothing', () => {
    const decisions = decided(
      { verdict: 'add', to: 'identity:nobody' },
      { to: 'ffffffffffffffffffffffffffffffff' },
    );
    expect(events(chain(decisions))).toEqual(events(chain()));
  });
});
