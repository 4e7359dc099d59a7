/** Work is bounded by what the chain meets: shapes that invite its square, counted instead of timed. */
import { describe, expect, test, vi } from 'vitest';
import { computeChain } from '../../../../shared/analysis/correlate/chain.ts';
import { CaseFacts } from '../../../../shared/analysis/correlate/facts.ts';
import { extend, Growth } from '../../../../shared/analysis/correlate/growth.ts';
import { linkAddress } from '../../../../shared/analysis/correlate/links/source-ip.ts';
import { withPersonas } from '../../../../shared/analysis/correlate/personas.ts';
import { judgeAddress } from '../../../../shared/analysis/correlate/rarity.ts';
import type { Alias, Draft } from '../../../../shared/events/event.ts';
import { caseViewOf } from '../../../support/case-view.ts';
import { counting } from '../../../support/counting-view.ts';
import { ACTOR, ACTOR_AGENT, flow, jira, OFFICE, okta, person, service, VENDOR } from './world.ts';

const ATTACK = Date.UTC(2024, 2, 8, 9);
/** ISO time so many seconds after the attack began. */
const after = (seconds: number): string => new Date(ATTACK + seconds * 1000).toISOString();
const place = (n: number): string => `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;
const stolen = (more = {}): Draft =>
  okta(after(0), person('jane'), ACTOR, { userAgent: ACTOR_AGENT, ...more });
const many = (n: number, make: (i: number) => Draft): Draft[] => Array.from({ length: n }, (_, i) => make(i));
const made = (name: string): { kind: 'created-account'; alias: Alias } => ({
  kind: 'created-account',
  alias: { kind: 'email', value: `${name}@corp.example` },
});

const SHAPES: Readonly<Record<string, (n: number) => Draft[]>> = {
  'one identity with all events': (n) => [
    stolen(),
    ...many(20, (i) => jira(after(60 + i), service('sync-svc'), ACTOR)),
    ...many(n, (i) => jira(after((i - n) * 600), service('sync-svc'), VENDOR, { userAgent: 'sync/1' })),
  ],
  'one address with all events': (n) => [
    okta(after(0), person('jane'), OFFICE, { session: 's' }),
    ...many(n, (i) => okta(after((i - n) * 60), person(`staff${i % (20 + n / 20)}`), OFFICE)),
  ],
  'guesses at accounts from one address': (n) => [
    stolen(),
    ...many(n, (i) =>
      okta(after(i), person(`guess${i % (20 + n / 4)}`), ACTOR, {
        userAgent: ACTOR_AGENT,
        outcome: 'failure',
      }),
    ),
  ],
  'a placeholder for a session': (n) => [
    stolen({ session: 'unknown' }),
    ...many(n, (i) => okta(after(i - n), person(`staff${i % 50}`), place(i % 50), { session: 'unknown' })),
  ],
  'one session with all events': (n) => [
    stolen({ session: 's' }),
    ...many(n, (i) => okta(after((i - n / 2) * 60), person('jane'), OFFICE, { session: 's' })),
  ],
  'a new address for each record of an account': (n) => [
    stolen(),
    ...many(n, (i) =>
      okta(after(i), service('deploy-svc'), i < 20 ? ACTOR : place(i), { userAgent: ACTOR_AGENT }),
    ),
    ...many(n, (i) =>
      okta(after((i - n) * 3600 - 1e6), service('deploy-svc'), VENDOR, { userAgent: 'deploy/1' }),
    ),
  ],
  'accounts made by one actor': (n) => [
    stolen(),
    ...many(n, (i) =>
      okta(after(60 + i), person('jane'), ACTOR, {
        action: 'user.lifecycle.create',
        category: 'account',
        userAgent: ACTOR_AGENT,
        effects: [made(`made${i}`)],
      }),
    ),
    ...many(n, (i) => okta(after(1e5 + i), person(`made${i}`), place(i), { userAgent: ACTOR_AGENT })),
  ],
  'each account makes the next': (n) => [
    stolen(),
    ...many(n, (i) =>
      okta(after(60 + i), person(i === 0 ? 'jane' : `made${i - 1}`), i === 0 ? ACTOR : place(i), {
        action: 'user.lifecycle.create',
        category: 'account',
        userAgent: ACTOR_AGENT,
        effects: [made(`made${i}`)],
      }),
    ),
  ],
  'a new address for each record of a person': (n) => [
    stolen(),
    ...many(n, (i) => okta(after(i), person('kim'), i < 20 ? ACTOR : place(i), { userAgent: ACTOR_AGENT })),
    ...many(n, (i) => okta(after((i - n) * 3600 - 1e6), person('kim'), VENDOR)),
  ],
  'journeys of a person, one address each': (n) => [
    stolen(),
    ...many(n, (i) => okta(after(i * 200), person('kim'), i % 2 === 0 ? ACTOR : place(i))),
    ...many(n, (i) => okta(after((i - n) * 3600 - 1e6), person('kim'), place(i))),
  ],
  'sessions of a person, one for each record': (n) => [
    stolen(),
    ...many(n, (i) =>
      okta(after(i * 60), person('kim'), i % 2 === 0 ? ACTOR : OFFICE, { session: `s${i >> 1}` }),
    ),
  ],
  'beacons of many hosts, and code run at many times': (n) => [
    stolen(),
    ...many(n / 4, (i) =>
      okta(after(i), service('deploy-svc'), i < 20 ? ACTOR : place(i), { userAgent: ACTOR_AGENT }),
    ),
    ...many(n / 4, (i) => flow(after(i + 600), `10.1.${i >> 8}.${i & 255}`, i < 20 ? ACTOR : place(i))),
    ...many(n / 4, (i) =>
      jira(after(i * 60 - 1e6), person('ops'), VENDOR, {
        category: 'execute',
        effects: [{ kind: 'ran-code', where: '10.0.0.6', hosts: [] }],
      }),
    ),
  ],
  'many hosts that the actor reaches call one address': (n) => [
    stolen(),
    ...many(n / 4, (i) => flow(after(5), ACTOR, `10.1.${i >> 8}.${i & 255}`)),
    jira(after(10), person('jane'), ACTOR, {
      category: 'execute',
      effects: [{ kind: 'ran-code', where: '10.0.0.5', hosts: [] }],
    }),
    ...many(n, (i) => flow(after(600 + i), `10.1.${(i % (n / 4)) >> 8}.${(i % (n / 4)) & 255}`, place(1))),
  ],
  'tokens issued by one actor': (n) => [
    stolen(),
    ...many(n, (i) =>
      jira(after(60 + i), person('jane'), ACTOR, {
        category: 'credential',
        effects: [{ kind: 'issued-credential', credential: `key${i}`, alias: null }],
      }),
    ),
    ...many(n, (i) => jira(after(1e5 + i), service('sync-svc'), place(i), { credential: `key${i}` })),
  ],
  'a ticket that everybody goes on with while defenders work': (n) => [
    stolen(),
    ...many(n, (i) =>
      jira(after(3600 + i), person(`staff${i % 40}`), OFFICE, {
        category: 'change',
        targets: [{ type: 'issue', id: `${i % 7}`, name: `SEC-${i % 7}` }],
        effects: i % 10 === 0 ? [{ kind: 'blocked-ip', ip: ACTOR }] : [],
      }),
    ),
  ],
  'code on a host that talks to everybody': (n) => [
    stolen(),
    jira(after(10), person('jane'), ACTOR, {
      category: 'execute',
      effects: [{ kind: 'ran-code', where: '10.0.0.5', hosts: [] }],
    }),
    flow(after(5), ACTOR, '10.0.0.5'),
    ...many(n, (i) => flow(after(i - n / 2), '10.0.0.5', place(i % (10 + n / 4)))),
    ...many(n / 4, (i) =>
      jira(after(i * 60 - 1e6), person('ops'), OFFICE, {
        category: 'execute',
        effects: [{ kind: 'ran-code', where: '10.0.0.6', hosts: [] }],
      }),
    ),
  ],
};

function work(shape: (n: number) => Draft[], n: number): number {
  const counted = counting(caseViewOf(shape(n)));
  const chain = computeChain(counted.view, ['e0']);
  expect(chain.ok).toBe(true);
  return counted.reads();
}

describe('reads of the case', () => {
  test.each(Object.entries(SHAPES))('%s: four times as many events, n log n as many reads', (_, shape) => {
    const [few, lots] = [400, 1600];
    const grows = (lots * Math.log(lots)) / (few * Math.log(few));
    expect(work(shape, lots) / work(shape, few)).toBeLessThanOrEqual(grows * 1.1);
  });
});

describe('steps that no read of the case shows', () => {
  test('where a record stands is looked up many at a time, however many accounts it made', () => {
    const view = caseViewOf(SHAPES['accounts made by one actor']!(600));
    let single = 0;
    let many = 0;
    const place = (row: number) => {
      single++;
      return view.place(row);
    };
    const places = (rows: readonly number[]) => {
      many++;
      return view.places(rows);
    };
    const chain = computeChain({ ...view, place, places }, ['e0']);
    expect(chain.ok && chain.value.steps.length).toBe(1201);
    expect(single).toBe(0);
    expect(many).toBeLessThanOrEqual(6);
  });

  test('judging an address does not walk all accounts that the actor holds', () => {
    const view = caseViewOf([stolen(), ...many(50, (i) => okta(after(i), person(`held${i}`), place(i)))]);
    const facts = new CaseFacts(withPersonas(view));
    const growth = new Growth(facts);
    for (let row = 1; row <= 50; row++) extend(growth.held, facts.identity(row), row, facts);
    const walks = [
      vi.spyOn(growth.held, 'keys'),
      vi.spyOn(growth.held, 'entries'),
      vi.spyOn(growth.held, Symbol.iterator as never),
      vi.spyOn(growth.held, 'forEach'),
    ];
    growth.seed(0);
    linkAddress(growth, view.code('srcIp', ACTOR), 0, 'direct');
    expect(growth.hostile.size).toBe(1);
    for (const walk of walks) expect(walk).not.toHaveBeenCalled();
  });

  test('an address that 300,000 identities share is a hub, not a crash', () => {
    const uses = Array.from({ length: 300_000 }, (_, identity) => ({
      identity,
      rows: 1,
      effective: 1,
      days: 1 + (identity % 9),
      first: 0,
      last: 0,
      share: 0.1,
      person: true,
    }));
    const profile = { text: OFFICE, agent: null, rows: new Uint32Array(0), uses, flows: 0 };
    const verdict = judgeAddress(profile, { ours: new Set(), since: 0, trust: 'direct', owners: [] });
    expect(verdict).toMatchObject({ rare: false, why: expect.stringContaining('on up to 9 days') });
  });
});
