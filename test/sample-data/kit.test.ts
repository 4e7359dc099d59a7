/** Every writer of the kit once, read back by the real importers in a real case: nothing lost, nothing misread. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Engine } from '../../electron/engine/index.ts';
import { at, DAY, HOUR, MINUTE } from '../../sample-data/generate/clock.ts';
import { adminWeeks, iamClient, joiner } from '../../sample-data/generate/kit/admins.ts';
import { orgUser } from '../../sample-data/generate/kit/atlassian-cloud.ts';
import { background } from '../../sample-data/generate/kit/background.ts';
import { company, laptop, staff } from '../../sample-data/generate/kit/company.ts';
import {
  accessKey,
  call,
  oktaApi,
  samlRole,
  signIn,
  takeRole,
  userTarget,
} from '../../sample-data/generate/kit/deeds.ts';
import { consoleLogin, Logbook } from '../../sample-data/generate/kit/logbook.ts';
import { daily, scheduled } from '../../sample-data/generate/kit/machines.ts';
import { officeWeeks } from '../../sample-data/generate/kit/office.ts';
import { address, place } from '../../sample-data/generate/kit/places.ts';
import { ip, native, renderScenario, type Scenario } from '../../sample-data/generate/kit/scenario.ts';
import { measure, printScore } from '../support/scenario-score.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FROM = at('2024-05-06');
const OFFICE = address('203.0.113.30', place('Graz', 'Austria', 64_500, 'Trial Works'));

/** Ten people, three days, and one stolen token. */
function trial(): Scenario {
  const works = company('trial.example', '481516234390', 'eu-west-1');
  const book = new Logbook(works, 'trial');
  const people = staff(book.stream('people'), {
    count: 10,
    offices: [{ address: OFFICE, offset: 2 }],
    email: (first, last) => `${first}.${last}@trial.example`,
    login: (first, last) => `${first[0]}${last}`,
  });
  const days = [0, 1, 2].map((index) => FROM + index * DAY);
  const [mara, admin] = [people[0]!, people[1]!];
  officeWeeks(book, { people, days, homeShare: 0.3, pieces: 4 });
  background(book, { people, days, sprays: 1, server: { eni: 'eni-0123456789abcdef0', ip: '10.1.0.4' } });
  const random = book.stream('rest');
  const joiners = [joiner(random, 'Nele Brandt', 'nele.brandt@trial.example', 'nbrandt', 90)];
  adminWeeks(book, { admins: [admin], people, joiners, days, iamUsers: ['backup'] });
  const robot = iamClient(book, 'backup', 'AKIATRIAL7BACKUP2345', '203.0.113.31', 'Boto3/1.34.0');
  scheduled(random, daily(FROM, FROM + 3 * DAY, 2 * HOUR), (time) =>
    call(book, robot, time, 's3', 'ListBuckets'),
  );

  const time = FROM + DAY + 20 * HOUR;
  const thief = address('185.10.68.9', place('Riga', 'Latvia', 52_173, 'Makonix'));
  const actor = book.attacker('token-abused');
  const client = { address: thief, userAgent: 'curl/8.5.0' };
  const first = oktaApi(actor, mara, '00Ttrialtoken000001', client, time, 'user.account.reset_password', [
    userTarget(admin),
  ]);
  const keys = samlRole(actor, random, mara, 'Developer', thief.ip, client.userAgent, time + MINUTE);
  const role = takeRole(actor, random, keys, 'PlatformAdmin', 'mara', time + 2 * MINUTE);
  accessKey(actor, random, role, 'backup', time + 3 * MINUTE);
  actor.trail(consoleLogin(role.identity, time + 3.5 * MINUTE, thief.ip, 'curl/8.5.0', false));
  actor.org({
    time: time + 4 * MINUTE,
    action: 'user_added_to_group',
    who: mara,
    from: thief.ip,
    context: [orgUser(mara)],
  });
  actor.jiraCloud({
    time: time + 5 * MINUTE,
    summary: 'User added to group',
    category: 'group management',
    who: mara,
    from: thief.ip,
    object: { id: 'g1', name: 'site-admins', typeName: 'GROUP' },
  });
  actor.access({
    time: time + 6 * MINUTE,
    login: mara.login,
    from: thief.ip,
    protocol: 'https',
    action: 'GET /scm/web/storefront.git/info/refs?service=git-upload-pack HTTP/1.1',
    userAgent: 'git/2.43.0',
    labels: ['access-token:id:77001', 'clone'],
    session: null,
  });
  signIn(book.response('checked'), random, admin, laptop(admin), time + HOUR);
  return {
    name: 'trial',
    about: 'A trial of the kit.',
    company: works,
    from: FROM,
    to: FROM + 3 * DAY,
    records: book.records,
    seeds: [native(first), ip(thief.ip)],
    tables: new Map([['people.csv', 'email\nx@trial.example\n']]),
  };
}

function written(): string {
  const folder = join(temporaryFolder(), 'trial');
  for (const [file, bytes] of renderScenario(trial())) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), bytes);
  }
  return folder;
}

describe('the kit', () => {
  it('writes the same bytes every time', () => {
    expect(renderScenario(trial())).toEqual(renderScenario(trial()));
  });

  it('writes records that the importers read whole', async () => {
    const folder = written();
    const engine = new Engine();
    onTestFinished(() => engine.close());
    engine.create(join(folder, 'trial.tline'));
    const names = [
      'okta',
      'jira',
      'jira-cloud',
      'confluence',
      'bitbucket',
      'bitbucket-access',
      'atlassian-org',
      'cloudtrail',
      'vpcflow',
    ];
    const report = await engine.import({ paths: names.map((name) => join(folder, name)) });
    expect(report.closed).toBe(true);
    expect(report.totals).toMatchObject({
      rejected: 0,
      ignored: 0,
      duplicates: 0,
      events: trial().records.length,
    });
    expect(report.files.flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('labels records where the score finds them', () => {
    const { seeds, score } = measure(written());
    const { sources } = score(seeds[0]!);
    const wanted = sources.reduce((sum, source) => sum + source.wanted, 0);
    expect(wanted).toBe(8);
    expect(printScore(score(seeds[1]!))).toContain('aws:cloudtrail');
  });
});
