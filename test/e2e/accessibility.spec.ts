/** WCAG 2.2 AA by axe over what the window shows, in both themes. The policy forbids foreign scripts, so axe is evaluated. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { violations } from './axe.ts';
import { DRIVERS } from './drivers.ts';
import { ATTACKER } from './evidence.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const UNDATED = `${JSON.stringify({
  uuid: '00000000-0000-4000-8000-000000000001',
  published: 'yesterday',
  eventType: 'user.session.start',
  actor: { id: '00u1', type: 'User', alternateId: 'mara.lindqvist@halcyonedge.example' },
})}\n`;

describe.each(DRIVERS)('in the $name', (driver) => {
  const places = makePlaces();
  let app: AppUnderTest;
  let bench: Workbench;

  /** In both themes, so that every state is reached once. */
  async function inBothThemes(): Promise<string[]> {
    const found: string[] = [];
    for (const theme of ['light', 'dark'] as const) {
      await app.page.getByTestId(`theme-${theme}`).click();
      found.push(...(await violations(app.page)).map((line) => `${theme}: ${line}`));
    }
    return found;
  }

  beforeAll(async () => {
    app = await driver.launch(places);
    await app.page.getByTestId('start-new').waitFor();
  });
  afterAll(async () => {
    await app.quit();
    places.remove();
    expect(app.problems).toEqual(NO_PROBLEMS);
  });

  test('the check sees what is wrong', async () => {
    await app.page.evaluate(() => {
      const image = document.createElement('img');
      image.id = 'nameless';
      document.body.append(image);
    });
    expect((await violations(app.page)).join()).toContain('image-alt #nameless');
    await app.page.evaluate(() => document.querySelector('#nameless')?.remove());
  });

  test('the start screen', async () => {
    expect.soft(await inBothThemes()).toEqual([]);
  });

  test('an empty case', async () => {
    bench = await new StartScreen(app).newCase('empty');
    expect.soft(await inBothThemes()).toEqual([]);
    await bench.closeCase();
  });

  test('the workbench, filtered, with an event in detail', async () => {
    bench = await new StartScreen(app).openSample();
    await bench.waitForEvents();
    await bench.query.ask(`ip:${ATTACKER}`);
    await bench.table.select(0);
    await expect.poll(() => bench.details.text()).toContain(ATTACKER);
    expect.soft(await inBothThemes()).toEqual([]);
    await bench.details.exactRecord();
    expect.soft(await inBothThemes()).toEqual([]);
  });

  test('evidence and identities', async () => {
    await bench.showPanel('ledger');
    await app.page.getByTestId('ledger-row').first().waitFor();
    expect.soft(await inBothThemes()).toEqual([]);
    await bench.showPanel('identities');
    expect.soft(await inBothThemes()).toEqual([]);
    for (const part of ['May be one', 'Look alike', 'Machines', 'Decided']) {
      await app.page.getByRole('tab', { name: part }).click();
      expect.soft(await inBothThemes()).toEqual([]);
    }
    await app.page.getByRole('tab', { name: 'Who' }).click();
    await app.page.getByTestId('identity-search').fill('ncoelho');
    await app.page.getByRole('button', { name: 'Show names' }).first().click();
    await app.page.getByTestId('identity-split').click();
    expect.soft(await violations(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  test('the page of an entity, as pictures and as tables, and with nothing in it', async () => {
    await bench.showPanel('entity');
    expect.soft(await inBothThemes()).toEqual([]);
    await bench.table.follow(0, 'from');
    await bench.entity.waitFor('Address', ATTACKER);
    expect.soft(await inBothThemes()).toEqual([]);
    await app.page.getByTestId('entity-activity-table').click();
    await app.page.getByTestId('entity-hours-table').click();
    expect.soft(await inBothThemes()).toEqual([]);
  });

  test('coverage, custody, and the dialog that corrects a clock', async () => {
    await bench.showPanel('coverage');
    await bench.coverage.walk('okta:system_log', 'Home');
    expect.soft(await inBothThemes()).toEqual([]);
    await bench.coverage.pick('aws:vpcflow');
    expect.soft(await inBothThemes()).toEqual([]);
    await bench.custody.openFromStatus();
    await bench.custody.whole(0);
    expect.soft(await inBothThemes()).toEqual([]);
    await bench.showPanel('coverage');
    await bench.coverage.correctClock('okta:system_log');
    await bench.clock.setSkew('an hour');
    expect.soft(await violations(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
    await bench.showPanel('timeline');
  });

  test('the lane of what has no time', async () => {
    writeFileSync(join(places.home, 'undated.ndjson'), UNDATED);
    await bench.importFile(join(places.home, 'undated.ndjson'));
    await bench.ledger.close();
    await bench.timeline.undated();
    expect.soft(await inBothThemes()).toEqual([]);
  });

  test('the chain', async () => {
    await bench.query.clear();
    await bench.chainFrom(`ip:${ATTACKER}`);
    expect.soft(await inBothThemes()).toEqual([]);
  });

  test('both graphs, as pictures and as tables, and the dialog of a total', async () => {
    for (const view of ['Credential chain', 'Blast radius'] as const)
      for (const form of ['Picture', 'Table'] as const) {
        await bench.graph.show(view, form);
        if (form === 'Picture') await bench.graph.walk('Home');
        expect.soft(await inBothThemes()).toEqual([]);
      }
    await bench.graph.openTotal(/viewed/);
    expect.soft(await violations(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  test('an error and a menu', async () => {
    await bench.query.complaint('actor:(');
    await app.page.getByTestId('column-button').click();
    await app.page.getByTestId('column-menu').waitFor();
    expect(await violations(app.page)).toEqual([]);
  });
});
