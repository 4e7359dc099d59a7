/** The chain as graphs: the four credentials, what was touched and denied, every number with its records. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { DRIVERS } from './drivers.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const SHOTS = join(import.meta.dirname, '../../test-results');
mkdirSync(SHOTS, { recursive: true });

/** The first denied Okta login on 14 November. */
const SEED = 'native:086826ca-56d0-4c86-a544-11b34396726a';

describe.each(DRIVERS)('in the $name', (driver) => {
  const places = makePlaces();
  let app: AppUnderTest;
  let bench: Workbench;

  const shot = (name: string) =>
    app.page.screenshot({ path: join(SHOTS, `${driver.name}-graph-${name}.png`) });

  beforeAll(async () => {
    app = await driver.launch(places);
  });
  afterAll(async () => {
    await app.quit();
    places.remove();
    expect(app.problems).toEqual(NO_PROBLEMS);
  });

  test('without a chain the panel says what to do, and leads there', async () => {
    bench = await new StartScreen(app).openSample();
    await bench.waitForEvents();
    await bench.showPanel('graph');
    await app.page.getByText('No chain yet').waitFor();
    await shot('empty');
    await app.page.getByRole('button', { name: 'Go to Chain' }).click();
    await app.page.getByTestId('chain-seed').waitFor();
  });

  test('the credential chain: the keyboard reaches every node, the four credentials among them', async () => {
    await bench.chainFrom(SEED);
    await bench.graph.show('Credential chain', 'Picture');
    expect(await bench.graph.note('rotation')).toContain('4 credentials or accounts never rotated');
    await shot('credentials');
    const said = await bench.graph.walkAll();
    const missed = said.filter((words) => words.includes('never rotated'));
    expect(missed.map((words) => /Selected: \w+, ([^,]+)/.exec(words)?.[1])).toEqual([
      'AKIAXAMPLE7MARKETPLC',
      '00Tmoveworks0gateway1',
      'smartsheet-svc',
      'bitbucket-svc',
    ]);
  });

  test('a node says why, and its numbers open exactly those records', async () => {
    const said = await bench.graph.walkAll();
    const at = said.findIndex((words) => words.includes('smartsheet-svc'));
    await bench.graph.walk('Home', ...Array.from({ length: at }, () => 'ArrowRight'));
    const words = await bench.graph.selection();
    expect(words).toContain('2023-11-15 16:28:51 UTC');
    expect(words).toContain('It was disabled at 2023-11-23 16:35:00 UTC');
    expect(words).toMatch(/smartsheet-svc gave rights to smartsheet-svc: jira-administrators/);
    await shot('selected');
    const count = await bench.graph.openFact('smartsheet-svc created tandrews');
    expect(count).toBe(1);
    await bench.query.waitForCount(1);
    expect(await bench.table.text(0)).toContain('2023-11-16');
    await bench.query.clear();
  });

  test('a click on a box chooses it, a click on the ground lets go', async () => {
    await bench.graph.show('Credential chain', 'Picture');
    await bench.graph.walk('Escape', '0');
    let found = false;
    for (let x = 0.1; x < 1 && !found; x += 0.1)
      for (let y = 0.1; y < 1 && !found; y += 0.1) {
        await bench.graph.click(x, y);
        found = await bench.graph.selected();
      }
    expect(found).toBe(true);
    await bench.graph.click(0.003, 0.99);
    await expect.poll(() => bench.graph.selected()).toBe(false);
  });

  test('its table has the same content, and sorts', async () => {
    await bench.graph.show('Credential chain', 'Table');
    const rows = await bench.graph.rows('graph-nodes');
    expect(rows.filter((row) => row.includes('never rotated'))).toHaveLength(4);
    await bench.graph.sortBy('graph-nodes', 'Actor’s records');
    await bench.graph.sortBy('graph-nodes', 'Actor’s records');
    const [most] = await bench.graph.rows('graph-nodes');
    expect(most).toContain('198.244.174.214');
    await shot('credentials-table');
  });

  test('the blast radius: 36 tickets, 202 pages, 120 and 76 repositories, São Paulo denied', async () => {
    await bench.graph.show('Blast radius', 'Picture');
    await shot('radius');
    const said = (await bench.graph.walkAll()).join('\n');
    for (const words of [
      '36 tickets viewed',
      '202 pages viewed',
      '120 repositories viewed',
      '76 repositories downloaded',
    ])
      expect(said).toContain(words);
    expect(said).toMatch(/hosts denied, 10\.90\.4\.17/);
    await shot('radius-selected');
    await bench.graph.walk('Escape');
  });

  test('its table: each number opens its records, each thing has a name', async () => {
    await bench.graph.show('Blast radius', 'Table');
    await bench.graph.toggleNames(/denied.*2 hosts/);
    const named = app.page.getByTestId('radius-named').locator('li').filter({ hasText: '10.90.4.17' });
    await shot('radius-table');
    await named.getByTestId('graph-open').click();
    await bench.query.waitForCount(12);
    await bench.query.clear();
    const count = await bench.graph.openRow('radius-things', /viewed.*36 tickets/);
    expect(count).toBe(37);
    await bench.query.waitForCount(37);
    expect((await bench.query.chips()).join()).toContain('36 tickets viewed');
    await bench.query.clear();
  });

  test('a total of the analyst with its source, and taken back', async () => {
    await bench.graph.openTotal(/viewed.*36 tickets/);
    expect(await bench.graph.canApplyTotal('thirty')).toBe(false);
    expect(await bench.graph.canApplyTotal('35')).toBe(false);
    await shot('total');
    await bench.graph.giveTotal('2,059,357', 'published by the company');
    const row = async () =>
      (await bench.graph.rows('radius-things')).find((one) => /viewed.*36 tickets/.test(one));
    await expect.poll(row).toMatch(/of 2\u2009059\u2009357 by the analyst \(published by the company/);
    expect(await row()).toMatch(/seen in the logs/);
    await bench.graph.show('Blast radius', 'Picture');
    expect((await bench.graph.walkAll()).join()).toContain(
      '36 tickets viewed, of 2\u2009059\u2009357 (analyst)',
    );
    await bench.graph.show('Blast radius', 'Table');
    await bench.graph.openTotal(/viewed.*36 tickets/);
    await bench.graph.undoTotal();
    await expect.poll(row).not.toContain('analyst');
  });

  test('dark, and on a small screen', async () => {
    await bench.setTheme('dark');
    await bench.graph.show('Blast radius', 'Picture');
    await shot('radius-dark');
    await bench.graph.show('Credential chain', 'Picture');
    await shot('credentials-dark');
    await app.page.setViewportSize({ width: 900, height: 620 });
    await bench.graph.walk('ArrowRight');
    await shot('credentials-small');
    await bench.graph.show('Blast radius', 'Table');
    await shot('radius-table-small');
    await app.page.setViewportSize({ width: 1280, height: 800 });
    await bench.setTheme('light');
  });
});
