/** From the attacker's address to the service accounts, their keys and what they reached, and back: page by page. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { DRIVERS } from './drivers.ts';
import { ATTACKER } from './evidence.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const SHOTS = join(import.meta.dirname, '../../test-results');
mkdirSync(SHOTS, { recursive: true });

const KEY = 'AKIAXAMPLE7MARKETPLC';

describe.each(DRIVERS)('in the $name', (driver) => {
  const places = makePlaces();
  let app: AppUnderTest;
  let bench: Workbench;

  const shot = (name: string) =>
    app.page.screenshot({ path: join(SHOTS, `${driver.name}-entity-${name}.png`) });

  beforeAll(async () => {
    app = await driver.launch(places);
  });
  afterAll(async () => {
    await app.quit();
    places.remove();
    expect(app.problems).toEqual(NO_PROBLEMS);
  });

  test('with no entity opened the panel says how to open one', async () => {
    bench = await new StartScreen(app).openSample();
    await bench.waitForEvents();
    await bench.showPanel('entity');
    await app.page.getByText('No entity opened').waitFor();
  });

  test('a click on the attacker’s address opens its page: when, how much, with whom', async () => {
    await bench.query.ask(`ip:${ATTACKER} source:okta`);
    await bench.table.follow(0, 'from');
    await bench.entity.waitFor('Address', ATTACKER);
    expect(await bench.entity.section('label').textContent()).toContain(ATTACKER);
    expect(await app.page.getByTestId('entity').textContent()).toContain('AS9009 M247 Europe SRL');
    await bench.entity.list('identity').getByText('smartsheet-svc').waitFor();
    await shot('address');
  });

  test('a number fills the table with exactly the events that it counts', async () => {
    const all = await bench.entity.openCount('summary');
    await expect.poll(() => bench.query.count()).toBe(all);
    for (const list of ['identity', 'action', 'repository', 'outcome', 'dst']) {
      const events = await bench.entity.openCount({ list });
      await expect.poll(() => bench.query.count(), { message: list }).toBe(events);
      await expect.poll(() => bench.table.total()).toBe(events);
    }
    await bench.query.clear();
  });

  test('address, service account, key, address, other account, repository, and all the way back', async () => {
    await bench.entity.follow('identity', 'apps-marketplace-svc');
    await bench.entity.waitFor('Identity', 'apps-marketplace-svc');
    await shot('identity');
    await bench.entity.follow('credential', KEY);
    await bench.entity.waitFor('Credential', KEY);
    expect(await bench.entity.section('mentions').textContent()).toContain('Revoked');
    await shot('credential');
    await bench.entity.follow('src', ATTACKER);
    await bench.entity.waitFor('Address', ATTACKER);
    await bench.entity.follow('identity', 'bitbucket-svc');
    await bench.entity.waitFor('Identity', 'bitbucket-svc');
    expect(await bench.entity.section('facts').textContent()).toContain('exposed · no time of rotation');
    await bench.entity.openList('repository');
    await bench.entity.follow('repository', 'IAM/backup-agents');
    await bench.entity.waitFor('Repository', 'IAM/backup-agents');
    await shot('repository');
    for (const label of ['bitbucket-svc', ATTACKER, KEY, 'apps-marketplace-svc', ATTACKER]) {
      await bench.entity.back();
      await expect.poll(() => bench.entity.section('label').textContent()).toContain(label);
    }
    await bench.entity.forward();
    await bench.entity.waitFor('Identity', 'apps-marketplace-svc');
  });

  test('the pictures have tables, and their numbers open rows too', async () => {
    await app.page.getByTestId('entity-activity-table').click();
    const count = bench.entity.section('activity').getByTestId('entity-count').first();
    const events = Number(await count.getAttribute('data-events'));
    await count.click();
    await expect.poll(() => bench.query.count()).toBe(events);
    await app.page.getByTestId('entity-activity-table').click();
    await bench.query.clear();
  });

  test('filter to it, exclude it, and the chain from it, which the page then speaks of', async () => {
    const all = await bench.events();
    await bench.entity.pivot('filter');
    await expect.poll(() => bench.query.chips()).toHaveLength(1);
    await expect.poll(() => bench.query.count()).toBeLessThan(all);
    const own = await bench.query.count();
    await bench.entity.pivot('filter');
    await bench.entity.pivot('exclude');
    await expect.poll(() => bench.query.count()).toBe(all - own);
    await bench.query.clear();
    await bench.entity.pivot('chain');
    await app.page.getByTestId('chain-story').waitFor();
    await bench.showPanel('entity');
    await expect
      .poll(() => bench.entity.section('in-chain').textContent())
      .toContain('are steps of the chain');
    await shot('in-chain');
  });

  test('the menu behind a value has the same ways, its page among them', async () => {
    await bench.query.ask(`ip:${ATTACKER} actor:smartsheet-svc`);
    // The chain selected an event far down that the query does not match: its rows are drawn all the same.
    await bench.table.pivot(0, 'actor', 'page');
    await bench.entity.waitFor('Identity', 'smartsheet-svc');
  });

  test('in another zone, in the dark, on a small screen', async () => {
    await bench.setZone('America/Sao_Paulo');
    await bench.setTheme('dark');
    await bench.query.ask(`ip:${ATTACKER}`);
    await bench.table.follow(0, 'from');
    await bench.entity.waitFor('Address', ATTACKER);
    await app.page.getByTestId('entity-hours').scrollIntoViewIfNeeded();
    await shot('dark');
    await app.page.setViewportSize({ width: 900, height: 600 });
    await shot('small');
  });
});
