/** What the network saw of the attack: requests to the Atlassian server, the beacon to the command server, the denied attempts. */
import { at, MINUTE, SECOND } from '../clock.ts';
import { ATLASSIAN_HOST, ATTACKER_IP, C2_IP, SAO_PAULO_CONSOLE, T } from '../facts.ts';
import { ATLASSIAN, NET } from '../network.ts';
import type { Label, LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import { conversation, flowRecord } from '../vendors/vpcflow.ts';

const random = rng('attack/flows');

/** One conversation for each minute in which the attacker asked the Atlassian server for something. */
function requests(audit: readonly LogRecord[]): LogRecord[] {
  const minutes = new Map<number, number[]>();
  for (const { time } of audit) {
    const minute = Math.floor(time / MINUTE);
    minutes.set(minute, [...(minutes.get(minute) ?? []), time]);
  }
  return [...minutes.values()].flatMap((times) => {
    const start = Math.min(...times);
    const last = Math.max(...times);
    const archives = audit.filter(
      (one) => times.includes(one.time) && one.label?.step === 'repos-archived',
    ).length;
    return conversation(ATLASSIAN, {
      client: ATTACKER_IP,
      clientPort: random.int(32_768, 60_999),
      server: ATLASSIAN_HOST,
      serverPort: 443,
      start,
      end: last === T.pauseFrom ? last : last + random.int(1, 14) * SECOND,
      sent: 1_400 + times.length * random.int(900, 2_200),
      received: 6_000 + times.length * random.int(14_000, 90_000) + archives * random.int(200_000, 900_000),
      label: { role: 'attacker', step: 'attacker-flows' },
    });
  });
}

/** The probe of 14 November looked at the sign-in page too. */
function probe(): LogRecord[] {
  return [at('2023-11-14 09:24:31'), at('2023-11-14 09:25:16')].flatMap((start) =>
    conversation(ATLASSIAN, {
      client: ATTACKER_IP,
      clientPort: random.int(32_768, 60_999),
      server: ATLASSIAN_HOST,
      serverPort: 443,
      start,
      end: start + 4 * SECOND,
      sent: random.int(1_900, 3_100),
      received: random.int(9_000, 21_000),
      label: { role: 'attacker', step: 'attacker-flows' },
    }),
  );
}

/** Fetching the payload, then a call home every minute or so. Long answers are orders of the operator. */
function beacon(): LogRecord[] {
  const label: Label = { role: 'attacker', step: 'beacon' };
  const call = (start: number, received: number, seconds: number, own: Label = label): LogRecord[] =>
    conversation(ATLASSIAN, {
      client: ATLASSIAN_HOST,
      clientPort: random.int(32_768, 60_999),
      server: C2_IP,
      serverPort: 443,
      start,
      end: start + seconds * SECOND,
      sent: received > 9_000 ? random.int(6_000, 48_000) : random.int(1_180, 1_420),
      received,
      label: own,
    });
  const flows = call(T.scriptRunner + 2 * SECOND, 11_483_904, 6);
  const night = (t: number): boolean => t >= at('2023-11-22 21:00:00') && t < at('2023-11-23 08:20:00');
  for (let t = T.scriptRunner + 13 * SECOND; t < T.sliverRemoved; t += random.int(48, 79) * SECOND) {
    const ordered = t < T.lastActivity - MINUTE && !night(t) && random.chance(0.08);
    flows.push(
      ...call(t, ordered ? random.int(11_000, 160_000) : random.int(1_610, 1_890), random.int(1, 3)),
    );
  }
  flows.push(...call(T.lastActivity, 23_417, 4, { ...label, alsoShows: ['last-activity'] }));
  return flows;
}

/** Knocks that nobody answers: one to four SYN packets without data. */
function refusedSyn(start: number, server: string, serverPort: number, label: Label): LogRecord {
  const console = server === SAO_PAULO_CONSOLE;
  const packets = random.int(1, 4);
  return flowRecord({
    interface: console ? NET.console : ATLASSIAN,
    src: console ? ATLASSIAN_HOST : ATTACKER_IP,
    dst: server,
    srcPort: random.int(32_768, 60_999),
    dstPort: serverPort,
    protocol: 6,
    packets,
    bytes: packets * 60,
    start,
    end: start + random.int(1, 15) * SECOND,
    action: 'REJECT',
    tcpFlags: 2,
    label,
  });
}

function saoPaulo(): LogRecord[] {
  const ports = [22, 443, 8443, 22, 23, 3389, 22, 623, 2222, 22, 443, 22];
  return ports.map((port, index) =>
    refusedSyn(
      at('2023-11-22 20:10:06') + index * 113 * SECOND + random.int(0, 40) * SECOND,
      SAO_PAULO_CONSOLE,
      port,
      { role: 'attacker', step: 'sao-paulo-denied' },
    ),
  );
}

/** After the firewall rule every attempt of the attacker ends at the door; the last one is the last known activity. */
function blocked(): LogRecord[] {
  const flows: LogRecord[] = [];
  for (
    let t = T.firewall + 94 * SECOND;
    t < T.lastActivity - 5 * MINUTE;
    t += random.int(20, 95) * 37 * SECOND
  ) {
    for (let retry = 0; retry < random.int(1, 3); retry++)
      flows.push(
        refusedSyn(t + retry * 17 * SECOND, ATLASSIAN_HOST, 443, { role: 'attacker', step: 'blocked' }),
      );
  }
  flows.push(refusedSyn(T.lastActivity, ATLASSIAN_HOST, 443, { role: 'attacker', step: 'last-activity' }));
  return flows;
}

export function attackFlows(audit: readonly LogRecord[]): LogRecord[] {
  return [...requests(audit), ...probe(), ...beacon(), ...saoPaulo(), ...blocked()];
}
