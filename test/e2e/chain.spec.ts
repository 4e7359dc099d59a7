/** The chain in the window: story, reasons, phases, verdicts, milestones, and how the timeline shows it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { violations } from './axe.ts';
import { browserDriver } from './drivers/browser.ts';
import { Chain } from './pages/chain.ts';
import { drawn } from './pages/drawn.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const SHOTS = join(import.meta.dirname, '../../test-results');
mkdirSync(SHOTS, { recursive: true });
const SEED = 'native:086826ca-56d0-4c86-a544-11b34396726a';

describe('the chain', () => {
  const places = makePlaces();
  let app: AppUnderTest;
  let bench: Workbench;
  let chain: Chain;

  /** Past the button where a dialog covers it. */
  async function setTheme(theme: 'light' | 'dark'): Promise<void> {
    const dialog = await app.page.locator('.verdict-dialog').count();
    if (dialog === 0) await bench.setTheme(theme);
    else await app.page.getByTestId(`theme-${theme}`).evaluate((button) => (button as HTMLElement).click());
  }

  /** In both themes and two sizes, for eyes; and free of violations. */
  async function look(name: string): Promise<void> {
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(theme);
      for (const [width, height] of [
        [1280, 800],
        [960, 600],
      ] as const) {
        await app.page.setViewportSize({ width, height });
        await drawn(app.page);
        await app.page.screenshot({ path: join(SHOTS, `chain-${name}-${theme}-${width}.png`) });
      }
      await app.page.setViewportSize({ width: 1280, height: 800 });
      expect.soft(await violations(app.page), `${name} ${theme}`).toEqual([]);
    }
    await setTheme('light');
  }

  beforeAll(async () => {
    app = await browserDriver.launch(places);
    bench = await new StartScreen(app).openSample();
    chain = new Chain(app.page);
  });
  afterAll(async () => {
    await app.quit();
    places.remove();
    expect(app.problems).toEqual(NO_PROBLEMS);
  });

  test('from the seed the README names: thousands of records in lines, the response beside them', async () => {
    await bench.waitForEvents();
    await bench.chainFrom(SEED);
    await expect.poll(() => chain.sum()).toMatch(/^6\D?547 records of the actor, 20 of the response$/);
    await expect.poll(() => chain.seeds()).toEqual([expect.stringContaining('Marcus Oyelaran')]);
    await look('story');
  });

  test('a line of thousands of records opens without drawing them all, and each says why it is here', async () => {
    const beacon = await chain.line(/exchanged 5,182 flows/);
    await beacon.getByTestId('story-expand').click();
    await expect.poll(() => chain.steps().count()).toBeGreaterThan(3);
    expect(await chain.steps().count()).toBeLessThan(80);
    const why = await chain.why(2);
    await expect.poll(() => why.getByTestId('why-way').count()).toBeGreaterThan(0);
    // The way back leads from the beacon through the code to the address, and ends at the seed.
    const path = why.getByTestId('why-path').locator('li');
    await expect.poll(() => path.count()).toBeGreaterThan(1);
    await expect.poll(() => path.last().textContent()).toContain('seed');
    await look('why');
    await beacon.getByTestId('story-expand').click();
  });

  test('every lane grouping keeps the chain bright; its own lanes are the phases, the response, the pauses', async () => {
    await expect.poll(() => app.page.getByTestId('chain-legend').count()).toBe(1);
    await look('by-source');
    await bench.timeline.lanesBy('Chain');
    await expect
      .poll(() => app.page.locator('.tl-lane-name').allTextContents())
      .toEqual([
        'Reconnaissance',
        'Initial Access',
        'Execution',
        'Persistence',
        'Privilege Escalation',
        'Discovery',
        'Lateral Movement',
        'Collection',
        'Command and Control',
        'Response',
        'not of the chain',
      ]);
    await look('lanes');
    await app.page.getByTestId('chain-bright').click({ force: true });
    await expect.poll(() => app.page.locator('.table-row-dim').count()).toBe(0);
    await app.page.getByTestId('chain-bright').click({ force: true });
    await expect.poll(() => app.page.locator('.table-row-dim').count()).toBeGreaterThan(0);
  });

  test('a phase is changed, shown as edited, and taken back', async () => {
    const pattern = /downloaded 76 repositories/;
    await (await chain.line(pattern)).getByTestId('phase').selectOption('Exfiltration');
    const line = await chain.line(pattern);
    await expect.poll(() => line.getByTestId('phase').inputValue()).toBe('Exfiltration');
    await expect.poll(() => line.getByTestId('phase-edited').textContent()).toContain('edited');
    await expect.poll(() => app.page.locator('.tl-lane-name').allTextContents()).toContain('Exfiltration');
    await line.getByTestId('phase-undo').click();
    await expect
      .poll(async () => (await chain.line(pattern)).getByTestId('phase').inputValue())
      .toBe('Collection');
  });

  test('a rejected address takes what hangs on it along, stays named, and comes back', async () => {
    await chain.tab('entities');
    const row = app.page.getByTestId('chain-entity').filter({ hasText: '198.244.174.214' }).first();
    await row.getByTestId('reject').click();
    await app.page.locator('.verdict-dialog').waitFor();
    await look('reject');
    await chain.say('tested by our own red team');
    await expect.poll(() => chain.sum()).not.toContain('6\u2009547');
    await expect.poll(() => chain.sum()).toContain('1 rejected: 198.244.174.214');
    await app.page.getByTestId('chain-rejected').click();
    await expect
      .poll(() => app.page.getByTestId('decision').first().textContent())
      .toContain('tested by our own red team');
    await look('decisions');
    await app.page.getByTestId('decision-undo').click();
    await expect.poll(() => chain.sum()).toMatch(/^6\D?547 records/);
  });

  test('an event of the table is added with its link and reason, and undone', async () => {
    await bench.query.ask('source:okta:system_log AND NOT ip:193.142.58.126');
    const row = bench.table.rows().first();
    await row.locator('.cell-time').click({ button: 'right' });
    await app.page.getByTestId('event-add').click();
    await app.page.getByTestId('verdict-from').selectOption('ip:193.142.58.126');
    await chain.say('the same hands, said the owner');
    await expect.poll(() => chain.sum()).toMatch(/^6\D?5(?!47)\d\d records/);
    await chain.tab('decisions');
    await expect
      .poll(() => app.page.getByTestId('decision').first().textContent())
      .toContain('from 193.142.58.126');
    await bench.showPanel('details');
    await app.page.getByTestId('why-here').click();
    await expect.poll(() => app.page.getByTestId('why-here').textContent()).toContain('the same hands');
    await look('details');
    await bench.showPanel('chain');
    await app.page.getByTestId('decision-undo').click();
    await expect.poll(() => chain.sum()).toMatch(/^6\D?547 records/);
    await bench.query.clear();
    // Fewer lanes were higher; those that come back share one height again, the response among those in sight.
    await expect
      .poll(
        async () =>
          new Set(
            await app.page
              .locator('.vis-label')
              .evaluateAll((labels) =>
                labels.map((label) => Math.round(label.getBoundingClientRect().height)),
              ),
          ).size,
      )
      .toBe(1);
  });

  test('milestones open the records that prove them', async () => {
    await chain.tab('milestones');
    const all = async () => (await app.page.getByTestId('milestone').allTextContents()).join('\n');
    await expect.poll(all).toMatch(/Detection2023-11-23 16:00:00/);
    await expect.poll(all).toMatch(/9 d 06:37:11/);
    await look('milestones');
    const detection = app.page.getByTestId('milestone').filter({ hasText: /^Detection/ });
    await detection.getByTestId('milestone-proof').first().click();
    await expect.poll(() => bench.table.selectedText()).toContain('16:00:00');
  });

  test('seeds come and go; a wrong one is answered in words', async () => {
    await app.page.getByTestId('chain-seed').fill('ip:203.0.113.250');
    await app.page.getByTestId('chain-run').click();
    await expect
      .poll(() => app.page.locator('.chain [role="alert"]').allTextContents())
      .toEqual([expect.stringContaining('203.0.113.250')]);
    await app.page.getByTestId('chain-seed-remove').last().click();
    await expect.poll(() => chain.sum()).toMatch(/^6\D?547 records/);
    await app.page.getByTestId('chain-from-selected').click();
    await expect.poll(() => chain.seeds()).toHaveLength(2);
    await app.page.getByTestId('chain-clear').click();
    await expect.poll(() => app.page.getByTestId('chain-legend').count()).toBe(0);
    await expect.poll(() => app.page.locator('.tl-lane-name').allTextContents()).toContain('Okta');
  });
});
