/** `link` and `unlink` as scripts see them, over a case that is imported again in between. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../electron/engine/index.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BIN = join(import.meta.dirname, '../../../bin/throughline.mjs');

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

const okta = (uuid: string, alternateId: string, id: string, displayName: string) =>
  JSON.stringify({
    uuid,
    published: '2023-11-14T09:22:49.000Z',
    eventType: 'user.session.start',
    outcome: { result: 'SUCCESS' },
    actor: { id, type: 'User', alternateId, displayName },
  });

const jira = (login: string, id: string, time = '2023-11-14T10:00:00.000Z') =>
  JSON.stringify({
    timestamp: time,
    author: {
      name: login,
      type: 'ApplicationUser',
      id,
      uri: `https://jira.corp.example/secure/ViewProfile.jspa?name=${login}`,
    },
    type: {
      actionI18nKey: 'atlassian.audit.event.action.audit.search',
      action: 'search',
      category: 'x',
      categoryI18nKey: '',
    },
    affectedObjects: [],
    changedValues: [],
    source: '192.0.2.7',
    system: 'https://jira.corp.example',
    method: 'Browser',
    extraAttributes: [],
  });

async function caseOf(...lines: readonly string[]) {
  const folder = temporaryFolder();
  const path = join(folder, 'case.tline');
  const engine = new Engine();
  engine.create(path);
  const add = async (name: string, ...more: readonly string[]) => {
    writeFileSync(join(folder, name), `${more.join('\n')}\n`);
    const report = await engine.import({ paths: [join(folder, name)] });
    expect(report.totals.events).toBe(more.length);
  };
  const [logs, audits] = [
    lines.filter((one) => one.includes('uuid')),
    lines.filter((one) => !one.includes('uuid')),
  ];
  await add('okta.ndjson', ...logs);
  if (audits.length > 0) await add('jira.ndjson', ...audits);
  const shape = () =>
    engine
      .call('identities.list', { limit: 100 })
      .identities.map(({ aliases }) =>
        aliases
          .flatMap(({ kind, value }) => (kind === 'display' ? [] : [value]))
          .sort()
          .join(' '),
      )
      .sort();
  return { engine, path, add, shape };
}

const JANE = okta('1', 'jane.doe@corp.example', '00u1', 'Jane Doe');
const OTHER = okta('2', 'kim@corp.example', '00u2', 'Kim Lee');
const JDOE = jira('jdoe', '10100');

describe('link and unlink', () => {
  test('joins by any name, survives more evidence, is taken back, is done again', async () => {
    const { engine, shape, add } = await caseOf(JANE, OTHER, JDOE);
    const apart = ['00u1 jane.doe@corp.example', '00u2 kim@corp.example', 'jdoe jira:10100'];
    const joined = ['00u1 jane.doe@corp.example jdoe jira:10100', '00u2 kim@corp.example'];
    expect(shape()).toEqual(apart);
    const first = engine.call('identity.link', { a: 'JDOE', b: 'jane doe', reason: 'HR' });
    expect(first).toMatchObject({ outcome: 'linked', takenBack: [], identities: [{ events: 2 }] });
    expect(first.identities[0]!.aliases.find(({ value }) => value === 'jdoe')!.why).toMatch(
      /joined with the e-mail jane\.doe@corp\.example by .* on .* UTC: “HR”/,
    );
    expect(shape()).toEqual(joined);
    expect(engine.call('identity.link', { a: 'jdoe', b: '00u1', reason: '' })).toMatchObject({
      outcome: 'as-before',
      decision: null,
    });
    await add('more.ndjson', jira('jdoe', '10100', '2023-11-15T10:00:00.000Z'));
    expect(shape()).toEqual(joined);
    // The pair that was joined: taking the join back is enough.
    const back = engine.call('identity.unlink', { a: 'jdoe', b: 'jane.doe@corp.example', reason: 'mistake' });
    expect(back).toMatchObject({ outcome: 'unlinked', decision: null, takenBack: [first.decision] });
    expect(shape()).toEqual(apart);
    expect(engine.call('identity.unlink', { a: 'jdoe', b: '00u1', reason: '' }).outcome).toBe('as-before');
    engine.call('identity.link', { a: 'jdoe', b: '00u1', reason: '' });
    expect(shape()).toEqual(joined);
    expect(engine.verify().ok).toBe(true);
    engine.close();
  });

  test('parts what a record names together, and a link brings it back', async () => {
    const { engine, shape } = await caseOf(JANE, OTHER);
    const split = engine.call('identity.unlink', {
      a: '00u1',
      b: 'email:jane.doe@corp.example',
      reason: 'reassigned mailbox',
    });
    expect(split).toMatchObject({
      outcome: 'unlinked',
      identities: [{ display: expect.any(String) }, { display: expect.any(String) }],
    });
    expect(shape()).toEqual(['00u1', '00u2 kim@corp.example', 'jane.doe@corp.example']);
    const again = engine.call('identity.link', { a: '00u1', b: 'jane.doe@corp.example', reason: '' });
    expect(again).toMatchObject({ outcome: 'linked', decision: null, takenBack: [split.decision] });
    expect(shape()).toEqual(['00u1 jane.doe@corp.example', '00u2 kim@corp.example']);
    engine.close();
  });

  test('unknown and ambiguous names are refused with candidates', async () => {
    const twin = okta('3', 'kim.lee@corp.example', '00u3', 'Kim Lee');
    const { engine } = await caseOf(JANE, OTHER, twin, JDOE);
    const link = (a: string, b: string) => () => engine.call('identity.link', { a, b, reason: '' });
    expect(link('Kim Lee', 'jdoe')).toThrow(
      /“Kim Lee” names 2 identities: .*kim@corp\.example.*kim\.lee@corp\.example/,
    );
    expect(link('jan', 'jdoe')).toThrow('no identity is called “jan”');
    expect(() => engine.call('identity.unlink', { a: 'Jane Doe', b: 'Jane Doe', reason: '' })).toThrow(
      /both name/,
    );
    engine.close();
  });

  test('suggests and warns until the analyst has spoken', async () => {
    const { engine } = await caseOf(JANE, okta('4', 'jаne.doe@corp.example', '00u4', 'Jane D'), JDOE);
    const pairs = () => engine.call('identity.pairs', { limit: 10 });
    expect(pairs().suggestions).toMatchObject([
      { a: { handle: 'email:jane.doe@corp.example' }, b: { handle: 'login:jdoe' } },
    ]);
    expect(pairs().lookAlikes).toMatchObject([
      { identity: { handle: 'email:jаne.doe@corp.example' }, disguised: true },
    ]);
    engine.call('decision.add', {
      decision: { kind: 'split', a: { kind: 'login', value: 'jdoe' }, b: { kind: 'okta-id', value: '00u1' } },
      reason: '',
    });
    expect(pairs().suggestions).toEqual([]);
    engine.close();
  });

  test('from the command line: words, exit codes, and the extra keys of identities', async () => {
    const { engine, path } = await caseOf(JANE, OTHER, JDOE);
    engine.close();
    const before = JSON.parse(run('identities', path, '--json').out);
    expect(Object.keys(before)).toEqual(['identities', 'suggestions', 'lookAlikes', 'inventory']);
    expect(before.suggestions[0]).toMatchObject({
      confidence: expect.any(Number),
      reason: expect.stringContaining('jdoe'),
    });
    const linked = run('link', path, 'jdoe', 'jane.doe@corp.example', '--reason', 'badge');
    expect(linked).toMatchObject({ code: 0, err: '' });
    expect(linked.out).toMatch(/^now one identity, decision 1\n/);
    expect(run('link', path, 'jdoe', '00u1').out).toMatch(/^they are one identity already\n/);
    expect(run('link', path, 'jdoe', 'nobody')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: no identity is called “nobody” — .*\n$/),
    });
    expect(run('unlink', path, 'jdoe').code).toBe(2);
    const parted = JSON.parse(run('unlink', path, 'jdoe', 'jane.doe@corp.example', '--json').out);
    expect(parted).toMatchObject({ outcome: 'unlinked', takenBack: [1] });
  });
});
