/** Network flows at Corvane Logistics: the load balancer, a worker, and the instance that the actor started. */
import { at, DAY, HOUR, SECOND } from '../../sample-data/generate/clock.ts';
import { conversation } from '../../sample-data/generate/kit/deeds.ts';
import type { Logbook } from '../../sample-data/generate/kit/logbook.ts';
import { scannerLine } from '../../sample-data/generate/kit/places.ts';
import { FROM, MIRROR, NAT, OFFICE, TO } from './key-behind-shared-nat-days.ts';
import { type Book, moment } from './office/book.ts';

const HIS_MACHINE = '45.83.122.9';
const BALANCER = 'eni-0b41f09a7c2d6e110';
const WORKER = 'eni-07c3aa19e5d04b221';
/** Of the instance that he starts. */
export const HIS_INTERFACE = 'eni-0f92d7b3c18a55e43';

/** The load balancer, a worker, and his instance: each by its interface. */
export function flows({ log, random, marks }: Book): void {
  const talk = (
    to: Logbook,
    eni: string,
    client: string,
    server: string,
    serverPort: number,
    time: number,
    sent: number,
    received: number,
  ): void =>
    conversation(to, eni, {
      client,
      server,
      serverPort,
      clientPort: random.int(32_768, 60_999),
      time,
      seconds: random.int(3, 55),
      sent,
      received,
    });
  const knock = (to: Logbook, eni: string, src: string, dst: string, dstPort: number, time: number) =>
    to.flow(eni, {
      src,
      dst,
      srcPort: random.int(32_768, 60_999),
      dstPort,
      protocol: 6,
      packets: 1,
      bytes: 44,
      start: time,
      end: time + 20 * SECOND,
      action: 'REJECT',
    });
  for (let day = FROM; day < TO; day += DAY)
    for (let left = 44; left > 0; left--) {
      const time = day + random.int(0, 86_300) * SECOND;
      const kind = random.weighted([
        ['office', 5],
        ['runner', 4],
        ['database', 5],
        ['registry', 2],
        ['scan', 4],
      ] as const);
      if (kind === 'office')
        talk(
          log,
          BALANCER,
          OFFICE.ip,
          '10.30.1.10',
          443,
          time,
          random.int(900, 9000),
          random.int(3000, 90_000),
        );
      if (kind === 'runner')
        talk(log, BALANCER, NAT, '10.30.1.10', 443, time, random.int(900, 4000), random.int(900, 4000));
      if (kind === 'database')
        talk(
          log,
          WORKER,
          '10.30.4.12',
          '10.30.8.5',
          5432,
          time,
          random.int(900, 9000),
          random.int(900, 50_000),
        );
      if (kind === 'registry')
        talk(
          log,
          WORKER,
          '10.30.4.12',
          MIRROR,
          443,
          time,
          random.int(900, 2000),
          random.int(90_000, 900_000),
        );
      if (kind === 'scan')
        knock(log, BALANCER, scannerLine(random).ip, '10.30.1.10', random.pick([22, 23, 3389]), time);
    }
  const his = log.attacker('instance');
  for (let index = 0; index < 4; index++)
    talk(
      his,
      HIS_INTERFACE,
      '10.30.6.77',
      MIRROR,
      80,
      at('2025-05-14 00:56:00') + index * 71 * SECOND,
      1800,
      4_100_000,
    );
  for (const start of ['2025-05-14 01:20:00', '2025-05-15 01:02:00', '2025-05-16 04:10:00'])
    for (let index = 0; index < 12; index++)
      talk(
        his,
        HIS_INTERFACE,
        '10.30.6.77',
        HIS_MACHINE,
        443,
        at(start) + index * 187 * SECOND,
        random.int(20_000_000, 90_000_000),
        60_000,
      );
  for (let index = 0; index < 26; index++)
    knock(
      his,
      HIS_INTERFACE,
      '10.30.6.77',
      `10.30.6.${10 + index}`,
      [22, 445, 5432][index % 3]!,
      at('2025-05-14 02:40:00') + index * 3 * SECOND,
    );
  const sent = knock(
    his,
    HIS_INTERFACE,
    '10.30.6.77',
    HIS_MACHINE,
    8443,
    moment(random, at('2025-05-16 04:55:31')),
  );
  marks.set('sent out', sent);
  for (let index = 0; index < 6; index++)
    knock(
      log,
      HIS_INTERFACE,
      scannerLine(random).ip,
      '10.30.6.77',
      random.pick([22, 23, 3389]),
      at('2025-05-14 03:00:00') + index * 17 * HOUR + random.int(0, 3000) * SECOND,
    );
}
