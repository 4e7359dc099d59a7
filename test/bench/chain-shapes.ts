/**
 * What large cases are made of: the month of a company that grows with the case, with one incident of a fixed size in
 * it, or with a shape that would cost whoever follows links without care its square.
 */
import { CASE_FROM, DAY, HOUR, MINUTE, SECOND } from '../../sample-data/generate/clock.ts';
import { address, cloudTrail, flow, jira, type Line, okta, randomFrom, uuid } from './chain-records.ts';

const MONTH = 38 * DAY;
const BROWSER = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/119.0.0.0 Safari/537.36';
/** The actor of all shapes: an address and a program that nobody else has, from the day of the attack on. */
const ACTOR = '193.142.58.126';
const TOOL = 'python-requests/2.31.0';
const ATTACK = CASE_FROM + 27 * DAY;

/** Native id of the event that every chain is asked from. */
export const SEED = uuid(0xa, 0);

export interface Shape {
  readonly name: string;
  readonly about: string;
  /** Event that the chain starts from, as `--from` takes it. */
  readonly seed: string;
  /** Lines that go beside the noise; at most `n`. */
  readonly lines: (n: number) => Generator<Line>;
}

/** `count` records of everybody's ordinary work in a company whose people, services, addresses and hosts grow with it. */
export function* noise(count: number): Generator<Line> {
  const random = randomFrom(count);
  const int = (below: number): number => Math.floor(random() * below);
  const people = 40 + Math.ceil(count / 300);
  const offices = 4 + Math.ceil(count / 25_000);
  const services = 6 + Math.ceil(count / 5_000);
  const visitors = 50 + Math.ceil(count / 20);
  const hosts = 20 + Math.ceil(count / 4_000);
  for (let i = 0; i < count; i++) {
    const time = CASE_FROM + int(MONTH);
    const day = Math.floor((time - CASE_FROM) / DAY);
    const kind = random();
    if (kind < 0.45) {
      const inward = random() < 0.7;
      const host = address(1000 + int(hosts), true);
      const peer = inward ? address(4_000_000 + int(visitors)) : address(1000 + int(hosts), true);
      yield flow({
        time,
        from: peer,
        to: host,
        fromPort: 32_768 + int(28_000),
        toPort: [443, 443, 22, 5432, 3389][int(5)]!,
        refused: random() < 0.25,
      });
    } else if (kind < 0.65) {
      const service = int(services);
      yield cloudTrail({
        id: uuid(1, i),
        time,
        role: `worker${service}`,
        session: `job-${service}-${day}`,
        key: `ASIA${String(service * 100 + day).padStart(16, '0')}`,
        from: address(2_000_000 + service),
        agent: `aws-sdk-java/2.${service % 40}`,
        name: ['GetObject', 'ListBuckets', 'DescribeInstances', 'PutObject'][int(4)]!,
      });
    } else {
      const who = int(people);
      const from = random() < 0.75 ? address(3_000_000 + (who % offices)) : address(3_500_000 + who);
      const login = `person${who}`;
      if (kind < 0.85) yield jira({ time, login, from, ticket: int(10 * people) });
      else
        yield okta({
          id: uuid(2, i),
          time,
          type: random() < 0.3 ? 'user.session.start' : 'user.authentication.sso',
          login,
          from,
          agent: `${BROWSER} Edg/${who % 30}`,
          session: `102s${who}d${day}`,
          failed: random() < 0.03,
        });
    }
  }
}

/** The record that all shapes start with: somebody's session in the actor's hands. */
function stolen(session = '102stolen', from = ACTOR): Line {
  return okta({
    id: SEED,
    time: ATTACK,
    type: 'user.authentication.sso',
    login: 'person1',
    from,
    agent: TOOL,
    session,
  });
}

/** `count` tickets that the actor reads with an account, one each second. */
function* reads(login: string, count: number, from = ACTOR): Generator<Line> {
  for (let i = 0; i < count; i++) yield jira({ time: ATTACK + MINUTE + i * SECOND, login, from, ticket: i });
}

export const SHAPES: readonly Shape[] = [
  {
    name: 'busy-identity',
    about: 'half of all events are one service account’s, which was taken over',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen();
      yield* reads('sync-svc', 300);
      for (let i = 0; i < n; i++)
        yield jira({
          time: CASE_FROM + Math.floor((i / n) * MONTH),
          login: 'sync-svc',
          from: '198.51.100.77',
          ticket: i % 1000,
        });
    },
  },
  {
    name: 'busy-address',
    about: 'half of all events come from the office in which the actor sat too',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen('102stolen', '203.0.113.10');
      yield* reads('sync-svc', 300);
      for (let i = 0; i < n; i++)
        yield okta({
          id: uuid(3, i),
          time: CASE_FROM + Math.floor((i / n) * MONTH),
          type: 'user.authentication.sso',
          login: `person${i % (40 + Math.ceil(n / 300))}`,
          from: '203.0.113.10',
          agent: BROWSER,
          session: `102o${Math.floor(i / 20)}`,
        });
    },
  },
  {
    name: 'owned-address',
    about: 'half of all events are the actor’s own: guesses at accounts from one address',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen();
      for (let i = 0; i < n; i++)
        yield okta({
          id: uuid(3, i),
          time: ATTACK + i * 100,
          type: 'user.session.start',
          login: `guess${i % (40 + n / 40)}`,
          from: ACTOR,
          agent: TOOL,
          failed: true,
        });
    },
  },
  {
    name: 'placeholder-session',
    about: 'half of all events, of many people, carry the session `unknown`',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen('unknown');
      yield* reads('sync-svc', 300);
      for (let i = 0; i < n; i++)
        yield okta({
          id: uuid(3, i),
          time: CASE_FROM + Math.floor((i / n) * MONTH),
          type: 'user.authentication.sso',
          login: `person${i % (40 + Math.ceil(n / 300))}`,
          from: address(3_500_000 + (i % (40 + Math.ceil(n / 300)))),
          agent: BROWSER,
          session: 'unknown',
        });
    },
  },
  {
    name: 'busy-session',
    about: 'half of all events are one session, which was taken over',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen('102endless');
      yield* reads('sync-svc', 300);
      for (let i = 0; i < n; i++)
        yield okta({
          id: uuid(3, i),
          time: CASE_FROM + Math.floor((i / n) * MONTH),
          type: 'user.authentication.sso',
          login: 'person1',
          from: address(3_500_001),
          agent: BROWSER,
          session: '102endless',
        });
    },
  },
  {
    name: 'many-addresses',
    about: 'a taken-over account comes from a new address each time: 50,000 in a million events',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen();
      for (let i = 0; i < n / 10; i++) {
        yield okta({
          id: uuid(3, i),
          time: ATTACK + i * SECOND,
          type: 'user.authentication.sso',
          login: 'deploy-svc',
          from: i < 20 ? ACTOR : address(6_000_000 + i),
          agent: TOOL,
        });
      }
      for (let i = 0; i < n / 10; i++) {
        yield okta({
          id: uuid(4, i),
          time: CASE_FROM + Math.floor((i / n) * 10 * 20 * DAY),
          type: 'user.authentication.sso',
          login: 'deploy-svc',
          from: '198.51.100.77',
          agent: 'vendor-sync/1.0',
        });
      }
    },
  },
  {
    name: 'many-accounts',
    about: 'the actor makes 100,000 accounts in a million events, each used once from an address of its own',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen();
      for (let i = 0; i < n / 5; i++) {
        const time = ATTACK + MINUTE + i * 200;
        const made = `made${i}`;
        yield okta({
          id: uuid(3, i),
          time,
          type: 'user.lifecycle.create',
          login: 'person1',
          from: ACTOR,
          agent: TOOL,
          target: made,
        });
        yield okta({
          id: uuid(4, i),
          time: time + HOUR,
          type: 'user.authentication.sso',
          login: made,
          from: address(6_000_000 + i),
          agent: TOOL,
        });
      }
    },
  },
  {
    name: 'deep',
    about: 'each account makes the next one, 5,000 deep in a million events',
    seed: `native:${SEED}`,
    *lines(n) {
      yield stolen();
      for (let i = 0; i < n / 100; i++) {
        yield okta({
          id: uuid(3, i),
          time: ATTACK + MINUTE + i * SECOND,
          type: 'user.lifecycle.create',
          login: i === 0 ? 'person1' : `made${i - 1}`,
          from: i === 0 ? ACTOR : address(6_000_000 + i),
          agent: TOOL,
          target: `made${i}`,
        });
      }
    },
  },
];
