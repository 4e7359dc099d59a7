/** The published facts, counted in the logs themselves. */
import { describe, expect, it } from 'vitest';
import { EXPECTED, LOGS, recordAt, secondOf, textOf } from './read-case.ts';

const ATTACKER = '193.142.58.126';

interface AuditLine {
  readonly auditType: { readonly actionI18nKey: string };
  readonly author: { readonly name: string };
  readonly affectedObjects: readonly { readonly id?: string; readonly name: string; readonly type: string }[];
  readonly extraAttributes: readonly { readonly name: string; readonly value: string }[];
  readonly source?: string;
}

function audit(product: string, action: string): AuditLine[] {
  return [...LOGS]
    .filter(([file]) => file.startsWith(`${product}/`))
    .flatMap(([, records]) => records.map((text) => JSON.parse(text) as AuditLine))
    .filter((line) => line.auditType.actionI18nKey === action);
}

const byAttacker = (lines: readonly AuditLine[]): AuditLine[] =>
  lines.filter((line) => line.source?.startsWith(ATTACKER) === true);
const distinct = (lines: readonly AuditLine[], type: string): number =>
  new Set(lines.map((line) => line.affectedObjects.find((one) => one.type === type)!.id)).size;

describe('what the attacker saw and took', () => {
  it('is 36 Jira tickets', () => {
    expect(distinct(byAttacker(audit('jira', 'jira.auditing.issue.viewed')), 'ISSUE')).toBe(36);
  });

  it('is 202 wiki pages', () => {
    expect(distinct(byAttacker(audit('confluence', 'audit.logging.summary.page.viewed')), 'PAGE')).toBe(202);
  });

  it('is 120 repositories viewed and 76 of them archived', () => {
    const viewed = byAttacker(
      audit('bitbucket', 'bitbucket.service.repository.audit.action.repositoryviewed'),
    );
    const archived = byAttacker(
      audit('bitbucket', 'bitbucket.service.repository.audit.action.repositoryarchived'),
    );
    expect(distinct(viewed, 'REPOSITORY')).toBe(120);
    expect(distinct(archived, 'REPOSITORY')).toBe(76);
    const seen = new Set(viewed.map((line) => line.affectedObjects[0]!.id));
    expect(archived.every((line) => seen.has(line.affectedObjects[0]!.id))).toBe(true);
  });

  it('was searched for with the published words', () => {
    const words = byAttacker(audit('confluence', 'audit.logging.summary.search.performed')).map(
      (line) => line.extraAttributes[0]!.value,
    );
    for (const word of ['remote access', 'secret', 'client-secret', 'openconnect', 'cloudflared', 'token'])
      expect(words).toContain(word);
  });

  it('came through a script that fetches the published file from the published domain', () => {
    const [script, ...others] = byAttacker(audit('jira', 'jira.auditing.scriptrunner.console.executed'));
    expect(others).toEqual([]);
    expect(script!.extraAttributes.find((one) => one.name === 'script')!.value).toContain(
      'https://idowall.com/jvm-agent',
    );
  });
});

describe('times to the second', () => {
  it.each([
    ['okta-denied', '2023-11-14T09:22:49Z'],
    ['gateway-token', '2023-11-15T16:28:38Z'],
    ['account-created', '2023-11-16T14:36:37Z'],
    ['pause-begins', '2023-11-17T14:33:52Z'],
    ['pause-ends', '2023-11-20T09:26:53Z'],
    ['scriptrunner', '2023-11-22T14:18:22Z'],
    ['admin-group', '2023-11-23T15:58:00Z'],
    ['alert', '2023-11-23T16:00:00Z'],
    ['soc-starts', '2023-11-23T16:12:00Z'],
    ['service-disabled', '2023-11-23T16:35:00Z'],
    ['made-disabled', '2023-11-23T17:23:00Z'],
    ['declared', '2023-11-23T17:43:00Z'],
    ['firewall', '2023-11-23T21:31:00Z'],
    ['last-activity', '2023-11-24T10:44:00Z'],
    ['sliver-removed', '2023-11-24T11:59:00Z'],
  ])('%s at %s', (id, time) => {
    const step = EXPECTED.steps.find((one) => one.id === id)!;
    expect(step.time).toBe(time);
    const stated = step.records.map((place) => secondOf(recordAt(place)));
    // Removal and firewall take more than one record; the step begins with the published second.
    expect(stated[0]).toBe(time);
  });

  it('has nothing of the attacker in the pause, and short tests only on 20 and 21 November', () => {
    const times = [...LOGS.values()]
      .flatMap((records) => records.filter((text) => text.includes(ATTACKER)).map(secondOf))
      .sort();
    expect(times.filter((time) => time > '2023-11-17T14:33:52Z' && time < '2023-11-20T09:26:53Z')).toEqual(
      [],
    );
    const tests = times.filter((time) => time >= '2023-11-20T09:26:53Z' && time < '2023-11-22T00:00:00Z');
    expect(tests.length).toBeGreaterThan(2);
    expect(tests.length).toBeLessThan(20);
    // Later records that name the address are the defenders' own.
    expect(times.findLast((time) => time <= '2023-11-24T10:44:00Z')).toBe('2023-11-24T10:44:00Z');
  });

  it('adds up to the published durations', () => {
    expect(EXPECTED.durations).toMatchObject({
      probeToAlertSeconds: 9 * 86_400 + 6 * 3_600 + 37 * 60 + 11,
      probeToAtlassianSeconds: 86_400 + 7 * 3_600 + 5 * 60 + 49,
      atlassianToAlertSeconds: 7 * 86_400 + 23 * 3_600 + 31 * 60 + 22,
      sliverToAlertSeconds: 86_400 + 3_600 + 41 * 60 + 38,
      pauseSeconds: 2 * 86_400 + 18 * 3_600 + 53 * 60 + 1,
      alertToLastActivitySeconds: 18 * 3_600 + 44 * 60,
      alertToSliverRemovedSeconds: 19 * 3_600 + 59 * 60,
    });
  });

  it('names a seed that is the first denied login, and so does the README', () => {
    const record = JSON.parse(recordAt(EXPECTED.seed)) as {
      uuid: string;
      eventType: string;
      outcome: { result: string };
      client: { ipAddress: string };
    };
    expect(record).toMatchObject({
      uuid: EXPECTED.seed.nativeId,
      eventType: 'user.session.start',
      outcome: { result: 'FAILURE' },
      client: { ipAddress: ATTACKER },
    });
    expect(textOf('README.md')).toContain(EXPECTED.seed.nativeId);
  });
});

describe('the network', () => {
  const flows = [...LOGS]
    .filter(([file]) => file.startsWith('vpcflow/'))
    .flatMap(([, records]) => records.map((text) => text.replaceAll('"', '').split(/[ ,]/)))
    .map((cells) => ({ src: cells[3]!, dst: cells[4]!, start: Number(cells[10]), action: cells[12]! }));
  const epoch = (iso: string): number => Date.parse(iso) / 1000;

  it('shows the beacon from the script until the removal, and from no other host', () => {
    const beacon = flows.filter(({ src, dst }) => src === '198.244.174.214' || dst === '198.244.174.214');
    expect(beacon.every(({ src, dst }) => src === '10.40.12.21' || dst === '10.40.12.21')).toBe(true);
    const starts = beacon.map(({ start }) => start).sort((a, b) => a - b);
    expect(starts[0]).toBeGreaterThanOrEqual(epoch('2023-11-22T14:18:22Z'));
    expect(starts[0]).toBeLessThan(epoch('2023-11-22T14:18:30Z'));
    expect(starts.at(-1)).toBeLessThan(epoch('2023-11-24T11:59:00Z'));
    expect(starts.at(-1)).toBeGreaterThan(epoch('2023-11-24T11:57:00Z'));
    const gaps = starts.slice(1).map((start, index) => start - starts[index]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(80);
  });

  it('denies every attempt on the console in São Paulo', () => {
    const attempts = flows.filter(({ src, dst }) => src === '10.40.12.21' && dst === '10.90.4.17');
    expect(attempts.length).toBeGreaterThan(5);
    expect(attempts.every(({ action }) => action === 'REJECT')).toBe(true);
  });

  it('rejects the attacker after the firewall rule and accepts before', () => {
    const rule = epoch('2023-11-23T21:31:00Z');
    const attacker = flows.filter(({ src, dst }) => src === ATTACKER || dst === ATTACKER);
    expect(attacker.some(({ start }) => start < rule) && attacker.some(({ start }) => start > rule)).toBe(
      true,
    );
    for (const { start, action } of attacker) expect(action).toBe(start > rule ? 'REJECT' : 'ACCEPT');
  });
});
