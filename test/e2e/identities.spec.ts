/** Who is who: suggestions taken and dismissed, look-alikes, machines, and names parted and brought back. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { DRIVERS } from './drivers.ts';
import { Identities } from './pages/identities.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const SHOTS = join(import.meta.dirname, '../../test-results');
mkdirSync(SHOTS, { recursive: true });

let ids = 0;
const okta = (alternateId: string, id: string, displayName: string) =>
  JSON.stringify({
    uuid: `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    published: `2023-11-14T09:${String(ids).padStart(2, '0')}:49.000Z`,
    eventType: 'user.session.start',
    actor: { id, type: 'User', alternateId, displayName },
    outcome: { result: 'SUCCESS' },
    client: { ipAddress: '192.0.2.7', userAgent: { rawUserAgent: 'Mozilla/5.0 (X11; Linux x86_64)' } },
  });
const jira = (login: string, id: string) =>
  JSON.stringify({
    timestamp: `2023-11-14T10:${String(++ids).padStart(2, '0')}:00.000Z`,
    author: {
      name: login,
      type: 'ApplicationUser',
      id,
      uri: `https://jira.corp.example/secure/ViewProfile.jspa?name=${login}`,
    },
    type: { actionI18nKey: 'atlassian.audit.event.action.audit.search', action: 'search' },
    affectedObjects: [],
    changedValues: [],
    source: '192.0.2.9',
    system: 'https://jira.corp.example',
    method: 'Browser',
    extraAttributes: [],
  });

const OKTA = [
  okta('jane.doe@corp.example', '00u1', 'Jane Doe'),
  okta('kim.lee@corp.example', '00u2', 'Kim Lee'),
  okta('jаne.doe@corp.example', '00u3', 'Jane D.'),
];
const JIRA = [jira('jdoe', '10100'), jira('lee_kim', '10101'), jira('ledger-svc', '10102')];

describe.each(DRIVERS)('in the $name', (driver) => {
  const places = makePlaces();
  let app: AppUnderTest;
  let bench: Workbench;
  let identities: Identities;

  const shot = async (name: string) => {
    for (const theme of ['dark', 'light'] as const) {
      await bench.setTheme(theme);
      await app.page.screenshot({ path: join(SHOTS, `${driver.name}-identities-${name}-${theme}.png`) });
    }
  };

  beforeAll(async () => {
    const logs = join(places.home, 'logs');
    mkdirSync(logs);
    writeFileSync(join(logs, 'okta.ndjson'), `${OKTA.join('\n')}\n`);
    writeFileSync(join(logs, 'jira.ndjson'), `${JIRA.join('\n')}\n`);
    app = await driver.launch(places);
  });
  afterAll(async () => {
    await app.quit();
    places.remove();
    expect(app.problems).toEqual(NO_PROBLEMS);
  });

  test('a suggestion is accepted, another dismissed', async () => {
    bench = await new StartScreen(app).newCase('people');
    await bench.importFolder(join(places.home, 'logs'));
    await bench.ledger.verdict();
    await bench.ledger.close();
    await bench.waitForEvents();
    await bench.showPanel('identities');
    identities = new Identities(app.page);
    await identities.show('May be one');
    await identities.count('suggestion', 2);
    await shot('pairs');
    const jane = identities.rows('suggestion').filter({ hasText: 'jdoe' });
    expect(await jane.textContent()).toContain('is how initial and surname of');
    await jane.getByRole('button', { name: 'Join' }).click();
    await identities.count('suggestion', 1);
    await identities.rows('suggestion').getByRole('button', { name: 'Not one' }).click();
    await identities.count('suggestion', 0);
    await app.page.getByText('Nothing is suggested').waitFor();
  });

  test('a look-alike is a warning and nothing can join it', async () => {
    await identities.show('Look alike');
    await identities.count('look-alike', 1);
    expect(await identities.rows('look-alike').textContent()).toContain('letters of another script');
    expect(await identities.rows('look-alike').getByRole('button', { name: 'Join' }).count()).toBe(0);
    await shot('look-alikes');
  });

  test('machines stand in a table with their habits', async () => {
    await identities.show('Machines');
    await identities.count('machine', 1);
    expect(await identities.rows('machine').textContent()).toContain('ledger-svc');
    await shot('machines');
  });

  test('the joined one says who joined it; its names are parted again, by keyboard alone', async () => {
    await identities.show('Who');
    await identities.find('jdoe');
    const names = await identities.open();
    expect(await names.textContent()).toMatch(/joined with .* by /);
    await shot('who');
    await identities.part('login jdoe', 'email jane.doe@corp.example', 'two badges');
    await app.page.screenshot({ path: join(SHOTS, `${driver.name}-identities-split.png`) });
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.press('Enter');
    await expect.poll(() => app.page.getByRole('dialog').count()).toBe(0);
    await identities.find('jane.doe');
    await expect.poll(() => identities.rows('identity-row').textContent()).not.toContain('jdoe');
  });

  test('what was decided is listed and can be taken back', async () => {
    await identities.show('Decided');
    await identities.count('decided', 2);
    await shot('decided');
    const parted = identities.rows('decided').filter({ hasText: 'parted' });
    await parted.first().getByRole('button', { name: 'Take back' }).click();
    await expect.poll(() => identities.rows('decided').filter({ hasText: 'taken back' }).count()).toBe(2);
    await identities.show('May be one');
    await identities.count('suggestion', 2);
  });
});
