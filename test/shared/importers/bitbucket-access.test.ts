import { describe, expect, it } from 'vitest';
import { formatMicros } from '../../../shared/base/time.ts';
import { eventOf, importLines } from '../../support/import-lines.ts';
import { expectNoBlowUp } from '../../support/watchdog.ts';

const line = (part: {
  id?: string;
  protocol?: string;
  user?: string;
  action?: string;
  details?: string;
  answer?: string;
}) =>
  `${[
    '203.0.113.24,10.40.12.5',
    part.protocol ?? 'https',
    part.id ?? 'o@5KX1TBx562x1x1',
    part.user ?? 'mlindqvist',
    '2023-11-14 09:22:49,104',
    part.action ?? '"GET /projects/EDGE/repos/edge-config/browse HTTP/1.1"',
    part.details ?? '"" "git/2.41.0"',
    part.answer ?? '200 | 12 | 30 | - | 5 | 1x8k2pz',
  ].join(' | ')} |`;

describe('Bitbucket access log', () => {
  it('reads a request over https', () => {
    expect(eventOf(line({}))).toMatchObject({
      source: 'atlassian:bitbucket',
      action: 'GET',
      category: 'read',
      outcome: 'success',
      actor: { name: 'mlindqvist', aliases: [{ kind: 'login', value: 'mlindqvist' }] },
      srcIp: '203.0.113.24',
      relatedIps: [{ ip: '10.40.12.5', role: 'proxy' }],
      userAgent: 'git/2.41.0',
      session: '1x8k2pz',
      bytes: 42,
      message: 'mlindqvist read GET /projects/EDGE/repos/edge-config/browse in Bitbucket from 203.0.113.24',
    });
  });

  it('reads the time in the analyst’s zone and says that it is assumed', () => {
    const { time } = eventOf(line({}), 'America/New_York');
    expect(time).toMatchObject({
      zone: 'assumed',
      precision: 'millisecond',
      text: '2023-11-14 09:22:49,104',
    });
    expect(formatMicros(time!.micros)).toBe('2023-11-14T14:22:49.104000Z');
  });

  it('leaves open what a request that just came will become, even where a status is forged', () => {
    const came = line({ id: 'i@5KX1TBx562x1x1', user: '-', answer: '- | - | - | - | - | -' });
    expect(eventOf(came)).toMatchObject({
      outcome: 'unknown',
      message: expect.stringMatching(/^Someone sent GET /),
    });
    expect(eventOf(came).actor).toBeUndefined();
    expect(eventOf(line({ id: 'i*1Y8NA7Ox764x406x0' })).outcome).toBe('unknown');
  });

  it.each([
    ['push', 'change', 'mlindqvist pushed to the repository edge-config in Bitbucket from 203.0.113.24'],
    ['clone', 'export', 'mlindqvist cloned the repository edge-config in Bitbucket from 203.0.113.24'],
    [
      'shallow clone',
      'export',
      'mlindqvist cloned the latest state of the repository edge-config in Bitbucket from 203.0.113.24',
    ],
    ['fetch', 'export', 'mlindqvist fetched from the repository edge-config in Bitbucket from 203.0.113.24'],
  ])('takes the label %s for the action', (label, category, message) => {
    const answer = `200 | 1 | 2 | async, ${label}, protocol:2 | 5 | -`;
    const event = eventOf(
      line({ action: '"POST /scm/edge/edge-config.git/git-upload-pack HTTP/1.1"', answer }),
    );
    expect(event).toMatchObject({ action: label, category, message });
  });

  it('takes git’s commands without a label for what they surely are', () => {
    const of = (action: string) => eventOf(line({ action })).category;
    expect(of('"POST /scm/edge/a.git/git-receive-pack HTTP/1.1"')).toBe('change');
    expect(of('"POST /scm/edge/a.git/git-upload-pack HTTP/1.1"')).toBe('read');
    expect(of('"GET /scm/edge/a.git/info/refs?service=git-upload-pack HTTP/1.1"')).toBe('read');
  });

  it('takes a POST to the service of pushes for a push, label or not', () => {
    const action = '"POST /scm/edge/a.git/git-receive-pack HTTP/1.1"';
    const of = (answer: string) => eventOf(line({ action, answer }));
    expect(of('200 | 1 | 2 | - | 5 | -')).toMatchObject({
      action: 'git-receive-pack',
      category: 'change',
      message: 'mlindqvist pushed to the repository a in Bitbucket from 203.0.113.24',
    });
    expect(of('401 | 1 | 2 | - | 5 | -').message).toBe(
      'mlindqvist could not push to the repository a in Bitbucket from 203.0.113.24: 401',
    );
    const asked = '"GET /scm/edge/a.git/info/refs?service=git-receive-pack HTTP/1.1"';
    expect(eventOf(line({ action: asked }))).toMatchObject({ action: 'GET', category: 'read' });
  });

  it('knows the credential: tokens by their id, keys with their kind', () => {
    const of = (labels: string) => eventOf(line({ answer: `200 | 1 | 2 | ${labels} | 5 | -` })).credential;
    expect(of('access-token:id:263466287238, async')).toBe('263466287238');
    expect(of("refs, ssh:id:2754, ssh:label:'home, work'")).toBe('ssh:id:2754');
    expect(of('refs')).toBeUndefined();
  });

  it.each([
    ['https', '401 | 0 | 0 | - | 3 | -', 'failure', '401'],
    ['https', '304 | 0 | 0 | - | 3 | -', 'success', undefined],
    ['ssh', '0 | 1 | 2 | - | 3 | -', 'success', undefined],
    ['ssh', '128 | 1 | 2 | - | 3 | -', 'failure', 'exit code 128'],
    ['ssh', '200 | 1 | 2 | - | 3 | -', 'success', undefined],
    ['ssh', '- | 3 | -', 'unknown', undefined],
    ['grpc', '0 | 1 | 2 | 3 | 4 | 5 | - | -', 'success', undefined],
    ['grpc', '5 | 1 | 2 | 3 | 4 | 5 | - | -', 'failure', 'exit code 5'],
  ])('%s %s is %s', (protocol, answer, outcome, reason) => {
    const event = eventOf(
      line({ protocol, answer, action: "SSH - git-upload-pack '/edge/a.git'", details: '-' }),
    );
    expect([event.outcome, event.reason]).toEqual([outcome, reason]);
  });

  it.each([
    ["git-upload-pack '/edge/a.git'", 'git-upload-pack'],
    ["SSH - git-upload-pack '/edge/a.git'", 'git-upload-pack'],
    ['"SSH - git-receive-pack \'/edge/a.git\'"', 'git-receive-pack'],
    ["SSH - git-upload-archive 'edge/a.git'", 'git-upload-archive'],
  ])('reads the ssh action %s', (action, command) => {
    expect(eventOf(line({ protocol: 'ssh', action, details: '-', answer: '- | - | -' }))).toMatchObject({
      action: command,
      targets: [{ type: 'repository', id: 'edge/a', name: 'a' }],
    });
  });

  it('reads the columns of all versions', () => {
    const of = (answer: string) => {
      const { records, issues, events } = importLines([line({ answer })]);
      const draft = events[0]!.draft as { session?: string; bytes?: number };
      return [records, issues.length, draft.session, draft.bytes];
    };
    expect(of('refs | 117 | de84i5')).toEqual([1, 0, 'de84i5', undefined]);
    expect(of('200 | 123 | 1024 | refs | 1cl58rd')).toEqual([1, 0, '1cl58rd', 1147]);
    expect(of('200 | 123 | 1024 | refs | 69 | 1cl58rd')).toEqual([1, 0, '1cl58rd', 1147]);
    expect(of('200 | 123')[1]).toBe(1);
  });

  it('takes the blank behind the last column of Stash for nothing', () => {
    expect(eventOf(`${line({ answer: 'clone | 117 | de84i5' })} `)).toMatchObject({
      action: 'clone',
      session: 'de84i5',
    });
  });

  it('does not believe a status that a user agent forged', () => {
    const forged = line({
      details: '"" "x" | 200 | 0 | 1 | - | 1 | admin1"',
      answer: '401 | 0 | 190 | - | 5 | real',
    });
    const { events, issues } = importLines([forged]);
    expect(events[0]!.draft).toMatchObject({ outcome: 'failure', reason: '401', session: 'real' });
    expect(issues.join()).toContain('line.fields');
  });

  it('keeps undated what has no day of that number', () => {
    const { events, issues } = importLines([line({}).replace('2023-11-14', '2023-02-30')]);
    expect(events[0]!.draft.time).toBeUndefined();
    expect(issues.join()).toContain('time.invalid');
  });

  it('is not claimed by another log with the same separator', () => {
    expect(importLines(['a | b | c | d', '10.0.0.1 | ftp | x | y']).detection).toMatch(/^unknown/);
  });

  it.each(['"', '" | ', "'", ','])('takes linear time for a megabyte of %j', (piece) => {
    const text = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
    expectNoBlowUp(() => importLines([line({ details: `"" "${text}"` })]));
    expectNoBlowUp(() => importLines([line({ answer: `200 | 1 | 2 | ${text} | 5 | -` })]));
    expectNoBlowUp(() => importLines([line({ action: `SSH - ${text}`, protocol: 'ssh' })]));
  });
});
