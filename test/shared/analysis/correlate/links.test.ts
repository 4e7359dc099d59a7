import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../../shared/events/event.ts';
import {
  ACTOR,
  ACTOR_AGENT,
  aws,
  BROWSER,
  chainOf,
  DAYS,
  flow,
  idOf,
  jira,
  OFFICE,
  officeDays,
  okta,
  person,
  schedule,
  service,
  VENDOR,
} from './world.ts';

const victim = person('victim');
const bot = service('sync-svc');
const refused = (at: string): Draft =>
  okta(at, victim, ACTOR, { outcome: 'failure', userAgent: ACTOR_AGENT });

describe('rare addresses', () => {
  test('an address that only the actor uses links records across sources, before and after the seed', () => {
    const seed = refused('2024-03-08T09:00:00Z');
    const before = aws('2024-03-08T08:50:00Z', service('iam-user'), ACTOR);
    const after = jira('2024-03-09T10:00:00Z', bot, ACTOR);
    const drafts = [...officeDays(DAYS), ...schedule(DAYS, bot), seed, before, after];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps.map((step) => step.row)).toEqual(
      [before, seed, after].map((one) => drafts.indexOf(one)),
    );
    expect(chain.step(after).via).toEqual([
      {
        from: `ip:${ACTOR}`,
        link: 'source-ip',
        why: expect.stringContaining('all 3 records from or to 192.0.2.66 hang together'),
        opened: drafts.indexOf(seed),
      },
    ]);
    expect(chain.step(seed)).toMatchObject({ confidence: 1, via: [] });
    expect(chain.step(after).confidence).toBeGreaterThan(0.9);
    expect(chain.step(after).confidence).toBeLessThan(1);
  });

  test('an office address is a hub: the seed stays alone', () => {
    const seed = okta('2024-03-08T09:00:00Z', victim, OFFICE, { outcome: 'failure' });
    const drafts = [...officeDays(DAYS), seed];
    expect(chainOf(drafts, idOf(drafts, seed)).steps).toHaveLength(1);
  });

  test('an analyst who starts from a hub learns why nothing follows', () => {
    const chain = chainOf(officeDays(DAYS), `ip:${OFFICE}`);
    expect(chain.steps).toEqual([]);
    expect(chain.entities).toEqual([
      expect.objectContaining({
        kind: 'ip',
        value: OFFICE,
        why: expect.stringContaining('20 identities worked from it, on up to 14 days'),
      }),
    ]);
  });

  test("a scheduler's vendor address is not reached through the account that the actor took over", () => {
    const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR, { userAgent: ACTOR_AGENT });
    const drafts = [...schedule(DAYS, bot), seed];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps.map((step) => step.row)).toEqual([drafts.indexOf(seed)]);
    expect(drafts.filter((one) => one.srcIp === VENDOR)).toHaveLength(14 * 24);
  });

  test('an exit that somebody else used weeks earlier: their visit stays out and is explained', () => {
    const traveller = person('traveller');
    const atHome = DAYS.map((day) => okta(`${day}T07:00:00Z`, traveller, '192.0.2.200'));
    const visit = ['09:00', '09:20'].map((time) => okta(`2024-02-10T${time}:00Z`, traveller, ACTOR));
    const seed = refused('2024-03-08T09:00:00Z');
    const later = jira('2024-03-08T09:05:00Z', bot, ACTOR);
    const drafts = [...atHome, ...visit, seed, later];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps.map((step) => step.row)).toEqual([drafts.indexOf(seed), drafts.indexOf(later)]);
    expect(chain.step(later).via[0]?.why).toContain('2 of the 4 records');
    expect(chain.step(later).via[0]?.why).toContain(
      'the own work of traveller@corp.example up to 2024-02-10 09:20:00 UTC',
    );
  });

  test('a person on the road who shares the exit at the same hour stays out', () => {
    const traveller = person('traveller');
    const atHome = DAYS.map((day) => okta(`${day}T07:00:00Z`, traveller, '192.0.2.200'));
    const visit = okta('2024-03-08T20:00:00Z', traveller, ACTOR);
    const seed = refused('2024-03-08T19:55:00Z');
    const drafts = [...atHome, visit, seed];
    expect(chainOf(drafts, idOf(drafts, seed)).has(visit)).toBe(false);
  });

  test('spraying names many accounts and uses none: the address stays rare', () => {
    const sprayed = Array.from({ length: 40 }, (_, i) =>
      okta(`2024-03-08T09:${String(i).padStart(2, '0')}:00Z`, person(`staff${i}`), ACTOR, {
        outcome: 'failure',
        userAgent: ACTOR_AGENT,
      }),
    );
    const hit = jira('2024-03-08T10:00:00Z', bot, ACTOR);
    const drafts = [...officeDays(DAYS), ...sprayed, hit];
    expect(chainOf(drafts, idOf(drafts, sprayed[0]!)).steps).toHaveLength(41);
  });
});

describe('shared places', () => {
  test('a VPN exit that many people pass through once is a hub without a resident', () => {
    const passing = Array.from({ length: 30 }, (_, i) =>
      okta(`2024-03-${String(1 + (i % 14)).padStart(2, '0')}T12:00:00Z`, person(`staff${i}`), '192.0.2.10'),
    );
    const [hub] = chainOf([...officeDays(DAYS), ...passing], 'ip:192.0.2.10').entities;
    expect(hub?.why).toBe(
      '192.0.2.10 is shared: 30 identities worked from it, on up to 1 day, and for 0 of them it is the usual place; it does not tell who acted.',
    );
  });

  test('a branch office of four is a hub because it is their usual place', () => {
    const branch = DAYS.flatMap((day) =>
      [0, 1, 2, 3].map((i) => okta(`${day}T09:0${i}:00Z`, person(`branch${i}`), '192.0.2.20')),
    );
    const chain = chainOf(branch, 'ip:192.0.2.20');
    expect(chain.steps).toEqual([]);
    expect(chain.entities[0]?.why).toContain('for 4 of them it is the usual place');
  });

  test('what another service did from the exit a month before is not the actor’s', () => {
    const other = aws('2024-02-01T09:00:00Z', service('backup-svc'), ACTOR);
    const seed = refused('2024-03-08T09:00:00Z');
    const drafts = [other, seed];
    expect(chainOf(drafts, 'e1').steps).toHaveLength(1);
  });

  test('flows of the address weeks before belong to it as long as nobody else worked from it', () => {
    const scan = flow('2024-02-01T09:00:00Z', ACTOR, '10.0.0.5', { outcome: 'failure' });
    const seed = refused('2024-03-08T09:00:00Z');
    const other = aws('2024-02-15T09:00:00Z', service('backup-svc'), ACTOR);
    expect(chainOf([scan, seed], 'e1').has(scan)).toBe(true);
    expect(chainOf([scan, seed, other], 'e1').has(scan)).toBe(false);
  });

  test('a session stolen weeks before from the same address, with another program, belongs to the actor', () => {
    const own = ['08:00', '09:30'].map((time) =>
      okta(`2024-02-01T${time}:00Z`, victim, OFFICE, { session: 's9' }),
    );
    const stolen = okta('2024-02-01T09:00:00Z', victim, ACTOR, { session: 's9', userAgent: 'Wget/1.21' });
    const seed = refused('2024-03-08T09:00:00Z');
    const drafts = [...officeDays(DAYS), ...own, stolen, seed];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps.map((step) => step.row)).toEqual([stolen, seed].map((one) => drafts.indexOf(one)));
  });

  test('in two places at once with the same browser: the one at the exit is not its owner', () => {
    const minutes = ['10', '20', '30', '40', '50'];
    const own = minutes.map((minute) => okta(`2024-03-08T09:${minute}:00Z`, victim, OFFICE));
    const copied = minutes
      .slice(1)
      .map((minute) => okta(`2024-03-08T09:${minute}:05Z`, victim, ACTOR))
      .slice(0, 3);
    const seed = jira('2024-03-08T09:05:00Z', bot, ACTOR);
    const drafts = [...officeDays(DAYS), ...own, ...copied, seed];
    const chain = chainOf(drafts, idOf(drafts, seed));
    for (const one of copied) expect(chain.has(one)).toBe(true);
    for (const one of own) expect(chain.has(one)).toBe(false);
  });

  test('an account that was only refused is named nowhere as taken over', () => {
    const seed = refused('2024-03-08T09:00:00Z');
    expect(
      chainOf([...officeDays(DAYS), seed], idOf([...officeDays(DAYS), seed], seed)).entities.map(
        (one) => one.kind,
      ),
    ).toEqual(['ip']);
  });
});

describe('sessions', () => {
  const own = (at: string, from = OFFICE): Draft => okta(at, victim, from, { session: 's1' });
  const stolen = (at: string, from = ACTOR): Draft =>
    okta(at, victim, from, { session: 's1', userAgent: ACTOR_AGENT });

  test("a taken-over session gives the actor's records, and its owner's work before and after stays out", () => {
    const before = own('2024-03-08T08:00:00Z');
    const seed = stolen('2024-03-08T09:00:00Z');
    const elsewhere = stolen('2024-03-08T09:10:00Z', '192.0.2.99');
    const after = own('2024-03-08T09:30:00Z');
    const drafts = [...officeDays(DAYS), before, seed, elsewhere, after];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.has(before)).toBe(false);
    expect(chain.has(after)).toBe(false);
    expect(chain.step(elsewhere).via.map((via) => via.link)).toContain('session');
    expect(chain.step(elsewhere).via.find((via) => via.link === 'session')?.why).toContain(
      'was taken over from 192.0.2.66',
    );
  });

  test('a session that the actor began is the actor’s from any address', () => {
    const seed = okta('2024-03-08T09:00:00Z', victim, ACTOR, { session: 's2', userAgent: ACTOR_AGENT });
    const hop = okta('2024-03-08T09:10:00Z', victim, '192.0.2.99', { session: 's2', userAgent: ACTOR_AGENT });
    const fromHop = jira('2024-03-08T09:20:00Z', bot, '192.0.2.99');
    const bare = okta('2024-03-08T09:15:00Z', victim, OFFICE, {
      session: 's2',
      userAgent: null,
      srcIp: null,
    });
    const drafts = [...officeDays(DAYS), ...schedule(DAYS, bot), seed, hop, fromHop, bare];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.has(hop)).toBe(true);
    expect(chain.has(bare)).toBe(true);
    expect(chain.step(fromHop).via[0]?.link).toBe('source-ip');
    expect(chain.step(fromHop).confidence).toBeLessThan(chain.step(hop).confidence);
  });

  test('a placeholder that many people carry as session links nobody', () => {
    const crowd = officeDays(DAYS).map((one): Draft => ({ ...one, session: 'unknown' }));
    const seed: Draft = { ...refused('2024-03-08T09:00:00Z'), session: 'unknown' };
    const abroad = okta('2024-03-09T09:00:00Z', person('abroad'), '192.0.2.140', { session: 'unknown' });
    const drafts = [...crowd, seed, abroad];
    expect(chainOf(drafts, idOf(drafts, seed)).steps).toHaveLength(1);
  });
});

describe('what the actor made', () => {
  const made = { kind: 'login', value: 'jdoe2' } as const;
  const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR);
  const creation = jira('2024-03-08T09:05:00Z', bot, ACTOR, {
    action: 'jira.auditing.user.created',
    category: 'account',
    effects: [{ kind: 'created-account', alias: made }],
  });
  const newcomer = service('jdoe2');

  test('a created account is the actor’s from any address, until it is disabled', () => {
    const used = jira('2024-03-09T10:00:00Z', newcomer, OFFICE);
    const closed = jira('2024-03-10T10:00:00Z', person('admin'), OFFICE, {
      action: 'jira.auditing.user.deactivated',
      category: 'account',
      effects: [{ kind: 'disabled-account', alias: made }],
    });
    const reopened = jira('2024-03-11T10:00:00Z', newcomer, OFFICE);
    const drafts = [...officeDays(DAYS), ...schedule(DAYS, bot), seed, creation, used, closed, reopened];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.step(used).via[0]).toMatchObject({ from: idOf(drafts, creation), link: 'created-account' });
    expect(chain.has(reopened)).toBe(false);
    expect(chain.step(closed)).toMatchObject({ role: 'response', via: [{ link: 'created-account' }] });
    expect(chain.steps.filter((step) => step.role === 'attacker')).toHaveLength(3);
  });

  test('an account that never signs in is named all the same', () => {
    const drafts = [...schedule(DAYS, bot), seed, creation];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.entities).toContainEqual(expect.objectContaining({ kind: 'identity', label: 'jdoe2' }));
  });

  test('a name that somebody had before the actor made it does not hand over that person’s other work', () => {
    const alias = { kind: 'email', value: 'staff1@corp.example' } as const;
    const twin = jira('2024-03-08T09:05:00Z', bot, ACTOR, {
      category: 'account',
      effects: [{ kind: 'created-account', alias }],
    });
    const used = jira('2024-03-09T10:00:00Z', { ...person('staff1'), id: 'jira-9' }, OFFICE);
    const drafts = [...officeDays(DAYS), seed, twin, used];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.has(used)).toBe(true);
    expect(chain.steps.every((step) => drafts[step.row]!.source !== 'okta:system_log')).toBe(true);
  });

  test('a minted credential is the actor’s even where records carry no address', () => {
    const mint = aws('2024-03-08T09:05:00Z', service('iam-user'), ACTOR, {
      action: 'AssumeRole',
      credential: 'AKIAOLD',
      effects: [{ kind: 'issued-credential', credential: 'ASIANEW', alias: null }],
    });
    const used = aws('2024-03-08T09:10:00Z', service('role'), null, { credential: 'ASIANEW' });
    const drafts = [seed, mint, used];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.step(used).via[0]).toMatchObject({ from: idOf(drafts, mint), link: 'minted-credential' });
  });

  test('what was refused made nothing', () => {
    const tried = jira('2024-03-08T09:05:00Z', bot, ACTOR, {
      outcome: 'failure',
      effects: [{ kind: 'created-account', alias: made }],
    });
    const used = jira('2024-03-09T10:00:00Z', newcomer, OFFICE);
    const drafts = [...officeDays(DAYS), seed, tried, used];
    expect(chainOf(drafts, idOf(drafts, seed)).has(used)).toBe(false);
  });
});

describe('credentials and accounts that were taken over', () => {
  const token = { credential: '00Ttoken' };

  test("the owner's scheduled work with the same token stays out, and the reason counts it", () => {
    const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR, { ...token, userAgent: ACTOR_AGENT });
    const drafts = [...schedule(DAYS, bot, token), seed];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps).toHaveLength(1);
    const reason = chain.entities.find((entity) => entity.kind === 'credential')?.why;
    expect(reason).toContain('for 1 record; the other 336 records');
  });

  test('a second address with the actor’s program, new to the account, is found through the account', () => {
    const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR, { ...token, userAgent: ACTOR_AGENT });
    const second = jira('2024-03-11T09:00:00Z', bot, '192.0.2.99', { ...token, userAgent: ACTOR_AGENT });
    const drafts = [...schedule(DAYS, bot, token), seed, second];
    expect(chainOf(drafts, idOf(drafts, seed)).has(second)).toBe(true);
  });

  test.each([
    ['the vendor updates its program at its own address', VENDOR, 'vendor-sync/2.0'],
    ['the vendor moves to a new address with its own program', '198.51.100.78', 'vendor-sync/1.0'],
  ])('%s: not the actor', (_, from, userAgent) => {
    const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR, { ...token, userAgent: ACTOR_AGENT });
    const drafts = [
      ...schedule(DAYS, bot, token),
      seed,
      jira('2024-03-12T09:45:00Z', bot, from, { ...token, userAgent }),
    ];
    expect(chainOf(drafts, idOf(drafts, seed)).steps).toHaveLength(1);
  });

  test('a seed from the office shows no take-over: its owner’s later journey stays out', () => {
    const seed = okta('2024-03-01T06:00:00Z', victim, OFFICE);
    const hotel = okta('2024-03-12T21:00:00Z', victim, '192.0.2.150');
    const drafts = [...officeDays(DAYS), seed, hotel];
    expect(chainOf(drafts, idOf(drafts, seed)).steps).toHaveLength(1);
  });

  test('a victim with a new telephone on a new network stays out', () => {
    const seed = okta('2024-03-08T09:00:00Z', victim, ACTOR, { userAgent: ACTOR_AGENT });
    const usual = DAYS.map((day) => okta(`${day}T07:00:00Z`, victim, OFFICE));
    const phone = okta('2024-03-12T21:00:00Z', victim, '192.0.2.150', { userAgent: BROWSER('telephone') });
    const drafts = [...officeDays(DAYS), ...usual, seed, phone];
    expect(chainOf(drafts, idOf(drafts, seed)).has(phone)).toBe(false);
  });

  test('a victim who later travels with the old browser stays out', () => {
    const seed = okta('2024-03-08T09:00:00Z', victim, ACTOR, { userAgent: ACTOR_AGENT });
    const usual = DAYS.map((day) => okta(`${day}T07:00:00Z`, victim, OFFICE));
    const hotel = okta('2024-03-12T21:00:00Z', victim, '192.0.2.150', { userAgent: BROWSER(victim.name) });
    const drafts = [...officeDays(DAYS), ...usual, seed, hotel];
    expect(chainOf(drafts, idOf(drafts, seed)).steps).toHaveLength(1);
  });
});

describe('network', () => {
  const HOST = '10.0.0.5';
  const C2 = '192.0.2.250';
  const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR);
  const reached = flow('2024-03-08T09:00:00Z', ACTOR, HOST);
  const code = jira('2024-03-08T09:30:00Z', bot, ACTOR, {
    category: 'execute',
    effects: [{ kind: 'ran-code', where: 'jira.corp.example', hosts: [] }],
  });
  const beacon = Array.from({ length: 20 }, (_, i) => flow(`2024-03-08T09:${31 + i}:00Z`, HOST, C2));
  const habits = DAYS.flatMap((day) => [
    flow(`${day}T03:00:00Z`, HOST, '198.51.100.9'),
    flow(`${day}T03:05:00Z`, HOST, '10.0.0.9'),
  ]);
  const lateral = flow('2024-03-08T12:00:00Z', HOST, '10.9.9.9', { outcome: 'failure', action: 'REJECT' });
  const base = [seed, reached, code, ...beacon, ...habits, lateral];

  test('after code was run, an address that nobody knew before and neighbours never spoken to are linked', () => {
    const chain = chainOf(base, idOf(base, seed));
    for (const one of [reached, ...beacon, lateral]) expect(chain.has(one)).toBe(true);
    for (const one of habits) expect(chain.has(one)).toBe(false);
    expect(chain.step(beacon[3]!).via[0]).toMatchObject({
      from: `ip:${C2}`,
      link: 'network',
      why: expect.stringContaining('one about every 00:01:00'),
    });
    expect(chain.step(lateral).via[0]?.why).toContain('10.9.9.9 inside, where it had never gone before');
  });

  test('without code on a server new addresses are everyday life', () => {
    const irregular = [31, 33, 47, 58].map((minute) => flow(`2024-03-08T09:${minute}:00Z`, HOST, C2));
    const drafts = [seed, reached, ...irregular, ...habits, lateral];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.steps.map((step) => step.row)).toEqual([drafts.indexOf(seed), drafts.indexOf(reached)]);
  });

  test('but a beacon to an unknown address that begins right after the actor reached the host is less surely his', () => {
    const drafts = base.filter((one) => one !== code);
    const chain = chainOf(drafts, idOf(drafts, seed));
    const withCode = chainOf(base, idOf(base, seed)).step(beacon[3]!);
    expect(chain.step(beacon[3]!).via[0]?.why).toMatch(
      /^After 192\.0\.2\.66 of the actor had reached it, 10\.0\.0\.5/,
    );
    expect(chain.step(beacon[3]!).confidence).toBeLessThan(withCode.confidence);
    expect(chain.has(lateral)).toBe(true);
  });

  test('an address that the whole company starts to call, or one call hours later, is no beacon', () => {
    const saas = Array.from({ length: 6 }, (_, i) =>
      flow('2024-03-08T09:40:00Z', `10.0.0.${5 + i}`, '198.51.100.200'),
    );
    const late = flow('2024-03-08T15:00:00Z', HOST, '198.51.100.201');
    const chain = chainOf([...base, ...saas, late], idOf(base, seed));
    for (const one of [...saas, late]) expect(chain.has(one)).toBe(false);
    expect(chain.has(beacon[0]!)).toBe(true);
  });

  test('visitors of a server that the actor reached are not its commanders', () => {
    const visitors = Array.from({ length: 30 }, (_, i) => [
      flow(`2024-03-08T09:${31 + (i % 20)}:00Z`, `198.51.100.${100 + i}`, HOST),
      flow(`2024-03-08T09:${31 + (i % 20)}:00Z`, HOST, `198.51.100.${100 + i}`, {
        srcPort: 443,
        dstPort: 45_000,
      }),
    ]).flat();
    const drafts = [...base, ...visitors];
    const chain = chainOf(drafts, idOf(drafts, seed));
    for (const one of visitors) expect(chain.has(one)).toBe(false);
  });

  test('the way back: from the address that a server reports to, to the code and whoever ran it', () => {
    const chain = chainOf(base, `ip:${C2}`);
    for (const one of [seed, reached, code, lateral]) expect(chain.has(one)).toBe(true);
    for (const one of habits) expect(chain.has(one)).toBe(false);
  });

  test('a case of flows alone: both directions of the outside address, refused ones too', () => {
    const reply = flow('2024-03-08T09:00:00Z', HOST, ACTOR, { srcPort: 443, dstPort: 45_000 });
    const blocked = flow('2024-03-09T09:00:00Z', ACTOR, HOST, { outcome: 'failure', action: 'REJECT' });
    const drafts = [reached, reply, blocked, ...habits];
    const chain = chainOf(drafts, idOf(drafts, reached));
    expect(chain.steps.map((step) => step.row)).toEqual([0, 1, 2]);
  });
});

describe('response', () => {
  const admin = person('admin');
  const seed = jira('2024-03-08T09:00:00Z', bot, ACTOR);
  const alias = { kind: 'login', value: bot.name } as const;
  const closing = jira('2024-03-08T12:00:00Z', admin, OFFICE, {
    category: 'account',
    effects: [{ kind: 'disabled-account', alias }],
  });
  const ticket = { type: 'issue', id: '7', name: 'SEC-7' };
  const alert = jira('2024-03-08T11:50:00Z', service('siem'), '10.0.0.3', {
    action: 'jira.auditing.issue.created',
    category: 'change',
    targets: [ticket, { type: 'user', id: null, name: bot.name }],
  });
  const followUp = jira('2024-03-08T15:00:00Z', person('analyst'), OFFICE, {
    action: 'jira.auditing.issue.updated',
    category: 'change',
    targets: [ticket],
  });
  const block = aws('2024-03-08T13:00:00Z', admin, OFFICE, {
    category: 'change',
    effects: [{ kind: 'blocked-ip', ip: ACTOR }],
  });

  test('counter-measures, the alert before them and the case after them are response and spread nothing', () => {
    const adminsDay = okta('2024-03-08T12:05:00Z', admin, OFFICE);
    const look = jira('2024-03-08T12:10:00Z', person('staff3'), OFFICE, {
      targets: [{ type: 'user', id: null, name: bot.name }],
    });
    const drafts = [
      ...officeDays(DAYS),
      ...schedule(DAYS, bot),
      seed,
      closing,
      alert,
      followUp,
      block,
      adminsDay,
      look,
    ];
    const chain = chainOf(drafts, idOf(drafts, seed));
    for (const one of [closing, alert, followUp, block]) expect(chain.step(one).role).toBe('response');
    expect(chain.steps).toHaveLength(5);
  });

  test('a ticket of the same number in another tracker is another ticket', () => {
    const other: Draft = { ...followUp, system: 'tickets.other.example' };
    const drafts = [...officeDays(DAYS), ...schedule(DAYS, bot), seed, closing, alert, followUp, other];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.has(followUp)).toBe(true);
    expect(chain.has(other)).toBe(false);
  });

  test('routine resets before the account was ever in the actor’s hands are no response', () => {
    const routine = okta('2024-03-02T12:00:00Z', admin, OFFICE, {
      category: 'credential',
      effects: [{ kind: 'reset-credential', alias }],
    });
    const drafts = [...officeDays(DAYS), ...schedule(DAYS, bot), seed, routine];
    expect(chainOf(drafts, idOf(drafts, seed)).has(routine)).toBe(false);
  });
});

describe('robustness', () => {
  test('cycles end: two accounts that make each other, a session that leads back', () => {
    const a = jira('2024-03-08T09:00:00Z', service('a1'), ACTOR, {
      session: 'x',
      effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'b1' } }],
    });
    const b = jira('2024-03-08T09:10:00Z', service('b1'), '192.0.2.99', {
      session: 'x',
      effects: [{ kind: 'created-account', alias: { kind: 'login', value: 'a1' } }],
    });
    const drafts = [a, b];
    expect(chainOf(drafts, 'e0').steps).toHaveLength(2);
  });

  test('undated records of the address belong to the chain and stand last', () => {
    const seed = refused('2024-03-08T09:00:00Z');
    const undated: Draft = { ...jira('2024-03-08T09:00:00Z', bot, ACTOR), time: null };
    const drafts = [undated, seed];
    const chain = chainOf(drafts, 'e1');
    expect(chain.steps.map((step) => [step.row, step.time === null])).toEqual([
      [1, false],
      [0, true],
    ]);
  });

  test('a seed without address, session or account is a chain of one', () => {
    const lone = okta('2024-03-08T09:00:00Z', victim, OFFICE, { actor: null, srcIp: null, userAgent: null });
    expect(chainOf([lone, ...officeDays(DAYS)], 'e0').steps).toHaveLength(1);
  });
});

describe('proxies of products in the cloud', () => {
  const PROXY = '10.83.76.139';
  const account = (id: string) => ({
    type: 'human' as const,
    id,
    name: id,
    email: null,
    aliases: [{ kind: 'atlassian-id' as const, value: id }],
  });
  const cloud = { action: 'Workflow updated', category: 'change', system: null } as const;
  const seed = jira('2024-03-08T09:00:00Z', account('5b10ac8d82e05b22cc7d4ef5'), PROXY, cloud);
  const other = jira('2024-03-08T09:01:00Z', account('5b10ac8d82e05b22cc7d4ef6'), PROXY, cloud);

  test('a private address that Jira Cloud writes links nobody, not even to a seed', () => {
    const drafts = [...officeDays(DAYS), seed, other];
    const chain = chainOf(drafts, idOf(drafts, seed));
    expect(chain.has(seed)).toBe(true);
    expect(chain.has(other)).toBe(false);
    expect(chain.entities.filter(({ kind }) => kind === 'ip')).toEqual([]);
  });

  test('a server of the company’s own writes addresses of its own network, and those do', () => {
    const own = { ...cloud, system: 'jira.corp.example' };
    const here = jira('2024-03-08T09:00:00Z', account('jira:1'), PROXY, own);
    const there = jira('2024-03-08T09:01:00Z', account('jira:2'), PROXY, own);
    const drafts = [...officeDays(DAYS), here, there];
    expect(chainOf(drafts, idOf(drafts, here)).has(there)).toBe(true);
  });
});
