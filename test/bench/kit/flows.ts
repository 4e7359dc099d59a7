/** VPC flow records in the default layout (version 2): about 110 bytes each, a quarter of them refused. */
import { type Rng, seeded } from '../../../sample-data/generate/rng.ts';
import { ACCOUNTS, clock, skewed, world } from './world.ts';
import type { Entry } from './write.ts';

export { V2_HEADER as FLOW_HEADER } from '../../../sample-data/generate/vendors/vpcflow.ts';

export function* flows(count: number, seed: number): Generator<Entry> {
  const random = seeded(`bench/flows/${seed}`);
  const timeOf = clock(count, random);
  for (let i = 0; i < count; i++) {
    const time = timeOf(i);
    yield { log: 'flows', time, text: flow(random, time) };
  }
}

/** One direction of one conversation, as the interface of one of its ends saw it in a window of a minute at most. */
function flow(random: Rng, time: number): string {
  const { hosts, strangers } = world();
  const host = hosts[skewed(random, hosts.length)]!;
  const kind = random.next();
  const far =
    kind < 0.45 ? hosts[random.int(0, hosts.length - 1)]!.ip : strangers[skewed(random, strangers.length)]!;
  // A scanner knocks; everybody else talks to the service of one of the two ends.
  const knocks = kind > 0.78;
  const high = random.int(32_768, 60_999);
  const port = knocks ? random.int(1, 10_000) : host.port;
  const inward = knocks || random.chance(0.5);
  const packets = knocks ? random.int(1, 3) : 1 + skewed(random, 4_000);
  const start = Math.floor(time / 1000);
  const end = start + random.int(1, 59);
  const ends = inward ? `${far} ${host.ip} ${high} ${port}` : `${host.ip} ${far} ${port} ${high}`;
  const protocol = port === 53 ? 17 : 6;
  const bytes = packets * random.int(40, 1_460);
  return `2 ${ACCOUNTS[0]} ${host.eni} ${ends} ${protocol} ${packets} ${bytes} ${start} ${end} ${knocks ? 'REJECT' : 'ACCEPT'} OK`;
}
