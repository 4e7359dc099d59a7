import { describe, expect, test } from 'vitest';
import type { Chain } from '../../../../shared/analysis/chain-types.ts';
import { printChain } from '../../../../shared/analysis/correlate/print.ts';
import type { Micros } from '../../../../shared/base/time.ts';
import type { Draft } from '../../../../shared/events/event.ts';
import { ACTOR, chainOf, flow, idOf, jira, okta, person, service } from './world.ts';

const bot = service('sync-svc');

function view(at: string, ticket: string, more: Parameters<typeof jira>[3] = {}): Draft {
  return jira(at, bot, ACTOR, { targets: [{ type: 'issue', id: ticket, name: ticket }], ...more });
}

function told(drafts: readonly Draft[]): Chain['story'] {
  return chainOf(drafts, idOf(drafts, drafts[0]!)).story;
}

describe('story', () => {
  test('work of one kind is one line with distinct things counted, across a night', () => {
    const [line, ...others] = told([
      view('2024-03-08T09:00:00Z', 'A-1'),
      view('2024-03-08T09:01:00Z', 'A-1'),
      view('2024-03-08T09:02:00Z', 'A-2'),
      view('2024-03-09T08:00:00Z', 'A-3'),
    ]);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      phase: 'Collection',
      source: 'Jira',
      count: 4,
      link: 'seed',
      text: `sync-svc viewed 3 tickets in Jira from ${ACTOR}`,
    });
    expect(line!.events).toEqual(['e0', 'e1', 'e2', 'e3']);
  });

  test('a sign-in page that was answered is told as a page, a refused sign-in as refused', () => {
    const page = (at: string, more: Parameters<typeof jira>[3] = {}) =>
      view(at, 'A-1', {
        action: 'GET',
        category: 'authentication',
        targets: [{ type: 'url', id: null, name: '/login.jsp' }],
        ...more,
      });
    const story = told([
      page('2024-03-08T09:00:00Z'),
      page('2024-03-08T09:01:00Z', { outcome: 'failure' }),
      page('2024-03-08T09:02:00Z', { action: 'POST', category: 'change' }),
    ]);
    expect(story.map((line) => line.text)).toEqual([
      `sync-svc viewed web address /login.jsp in Jira from ${ACTOR}`,
      expect.stringContaining('was refused at Jira'),
      `sync-svc sent data to web address /login.jsp in Jira from ${ACTOR}`,
    ]);
  });

  test('a day of silence is a pause, and what comes after it counts on', () => {
    const story = told([
      view('2024-03-01T09:00:00Z', 'A-1'),
      view('2024-03-04T10:30:00Z', 'A-1'),
      view('2024-03-04T12:00:00Z', 'A-2'),
      view('2024-03-04T12:30:00Z', 'A-3'),
    ]);
    expect(story.map((line) => [line.role, line.text])).toEqual([
      ['attacker', `sync-svc viewed ticket A-1 in Jira from ${ACTOR}`],
      ['pause', 'No trace of the actor for 3 d 01:30:00'],
      ['attacker', `sync-svc viewed 3 tickets in Jira from ${ACTOR}`],
    ]);
  });

  test('just under a day is no pause', () => {
    expect(told([view('2024-03-01T09:00:00Z', 'A-1'), view('2024-03-02T08:59:59Z', 'A-2')])).toHaveLength(1);
  });

  test('a chapter of a few minutes is a short visit in one line', () => {
    const story = told([
      view('2024-03-01T09:00:00Z', 'A-1'),
      okta('2024-03-04T09:00:00Z', person('jane'), ACTOR),
      view('2024-03-04T09:00:30Z', 'A-2'),
    ]);
    expect(story).toHaveLength(3);
    expect(story[2]).toMatchObject({
      source: 'several',
      count: 2,
      text: expect.stringContaining('Short visit: jane@corp.example signed in to Okta'),
    });
  });

  test('flows of a pair fold into one line for each verdict, the actor’s end first', () => {
    const flows = Array.from({ length: 50 }, (_, i) => {
      const at = `2024-03-08T10:${String(i).padStart(2, '0')}:00Z`;
      return i % 2
        ? flow(at, '10.0.0.5', ACTOR, { srcPort: 443, dstPort: 45_000 })
        : flow(at, ACTOR, '10.0.0.5');
    });
    const refused = flow('2024-03-08T11:00:00Z', ACTOR, '10.0.0.5', { outcome: 'failure' });
    const story = told([view('2024-03-08T09:59:00Z', 'A-1'), ...flows, refused]);
    expect(story.slice(1).map((line) => [line.phase, line.text, line.count])).toEqual([
      ['Initial Access', `${ACTOR} and 10.0.0.5 exchanged 50 flows`, 50],
      ['Reconnaissance', `${ACTOR} was kept from reaching 10.0.0.5: 1 flow refused`, 1],
    ]);
  });

  test('deeds with an effect stand alone; giving an administrators’ group is an escalation', () => {
    const grant = (at: string, what: string): Draft =>
      jira(at, bot, ACTOR, {
        category: 'permission',
        effects: [{ kind: 'granted', alias: { kind: 'login', value: 'x' }, what }],
      });
    const story = told([
      grant('2024-03-08T09:00:00Z', 'staff'),
      grant('2024-03-08T09:01:00Z', 'wiki'),
      grant('2024-03-08T15:00:00Z', 'jira-administrators'),
    ]);
    expect(story.map((line) => [line.phase, line.text])).toEqual([
      ['Persistence', `sync-svc gave x staff and wiki in Jira from ${ACTOR}`],
      ['Privilege Escalation', `sync-svc gave x jira-administrators in Jira from ${ACTOR}`],
    ]);
  });

  test('refusals of many accounts are told together', () => {
    const refused = ['ann', 'bob', 'cem'].map((name, i) =>
      okta(`2024-03-08T09:0${i}:00Z`, person(name), ACTOR, { outcome: 'failure' }),
    );
    expect(told(refused).map((line) => line.text)).toEqual([
      `ann@corp.example, bob@corp.example and cem@corp.example were refused at Okta, 3 times from ${ACTOR}`,
    ]);
  });
});

describe('printing', () => {
  const drafts = [view('2024-03-01T09:00:00Z', 'A-1'), view('2024-03-04T10:30:00Z', 'A-2')];
  const chain = chainOf(drafts, 'e0');

  test('fixed columns, times to the second, the pause with its end', () => {
    const lines = printChain(chain, 120).split('\n');
    expect(lines[0]).toBe('2 records of the actor and 0 records of the response, from e0');
    expect(lines[1]).toBe('First trace 2024-03-01 09:00:00, last trace 2024-03-04 10:30:00.');
    expect(lines).toContain(
      `2024-03-01 09:00:00  Collection            Jira        sync-svc viewed ticket A-1 in Jira from ${ACTOR}`,
    );
    expect(lines).toContain(
      '2024-03-01 09:00:00  Pause                             No trace of the actor for 3 d 01:30:00, until 2024-03-04 10:30:00',
    );
    expect(lines).toContain('LINKED THROUGH');
  });

  test('what was rejected is named, with who and why', () => {
    const to = { ref: 'ip:192.0.2.9', label: '192.0.2.9', row: null };
    const verdict = { id: 1, verdict: 'reject', to, from: null, reason: 'our scanner', by: 'ana' } as const;
    const text = printChain({ ...chain, verdicts: [{ ...verdict, made: 0 as Micros }] }, 120);
    expect(text).toContain('\nRejected     192.0.2.9 (ana: our scanner)\n');
  });

  test.each([80, 100, 160])('no line is longer than %i columns', (width) => {
    for (const line of printChain(chain, width).split('\n')) expect(line.length).toBeLessThanOrEqual(width);
  });

  test('what a log says cannot reach the terminal as an escape sequence', () => {
    const hostile = [view('2024-03-01T09:00:00Z', 'A\u001b[2J\u202e\n1')];
    const text = printChain(chainOf(hostile, 'e0'), 120);
    expect(text).toContain('A\\u{1B}[2J\\u{202E}\\u{A}1');
    for (const hidden of ['\u001b', '\u202e']) expect(text.includes(hidden)).toBe(false);
  });
});
