/** A new user's first minutes: the sample, the attacker's address, one event to its last byte. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { DRIVERS } from './drivers.ts';
import { ATTACKER, flowRecordsWith, SAMPLE } from './evidence.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const SHOTS = join(import.meta.dirname, '../../test-results');
mkdirSync(SHOTS, { recursive: true });

describe.each(DRIVERS)('in the $name', (driver) => {
  const places = makePlaces();
  let app: AppUnderTest;
  let bench: Workbench;

  beforeAll(async () => {
    app = await driver.launch(places);
  });
  afterAll(places.remove);

  test('the sample opens, every record is accounted for', async () => {
    bench = await new StartScreen(app).openSample();
    const events = await bench.waitForEvents();
    expect(events).toBeGreaterThan(60_000);
    await expect.poll(() => app.page.getByTestId('status-ledger').textContent()).toBe('Ledger closed ✓');
  });

  test('the attacker’s address: table, count and timeline agree, and the flows are those in the files', async () => {
    const flows = await bench.query.ask(`source:aws:vpcflow AND ip:${ATTACKER}`);
    expect(flows).toBe(flowRecordsWith(ATTACKER));
    const all = await bench.query.ask(`ip:${ATTACKER}`);
    expect(all).toBeGreaterThan(flows);
    await expect.poll(() => bench.table.total()).toBe(all);
    await bench.timeline.waitForEvents(all);
    await app.page.screenshot({ path: join(SHOTS, `${driver.name}-attacker.png`) });
  });

  test('at 1280 pixels the table tells when, who, from where, what and the outcome, with nothing right of the fold', async () => {
    expect(await bench.table.headings()).toEqual(['Time', 'Source', 'Actor', 'From', 'Outcome', 'What']);
    await expect.poll(() => bench.table.hiddenWidth()).toBe(0);
    expect(await bench.table.text(0)).toMatch(/^\d{4}-\d\d-\d\d\d\d:\d\d:\d\d/);
    await bench.table.toggleColumn('action');
    await expect.poll(() => bench.table.headings()).toContain('Action');
    await bench.table.resetColumns();
    await expect.poll(() => bench.table.headings()).not.toContain('Action');
  });

  test('one event: fields, the untouched record, and its place', async () => {
    await bench.table.select(0);
    await expect.poll(() => bench.details.text()).toContain(ATTACKER);
    // What the shipped databases know of it, with the names of those who know.
    expect(await bench.details.text()).toContain('RO · AS9009 M247 Europe SRL · hosting');
    expect(await bench.details.text()).toContain('db-ip.com');
    const record = await bench.details.exactRecord();
    expect(record).toContain(ATTACKER);
    expect(() => JSON.parse(record)).not.toThrow();
    await expect.poll(() => bench.table.selectedText()).not.toBe('');
  });

  test('copied is exactly what stands in the record, and the value that was clicked', async () => {
    const record = await bench.details.exactRecord();
    await bench.details.copyRecord();
    expect(await bench.pasted()).toBe(record.replaceAll(/[\r\n]/g, ''));
    await bench.table.pivot(0, 'from', 'copy');
    expect(await bench.pasted()).toBe(ATTACKER);
    expect(await app.page.getByTestId('notice').count()).toBe(0);
  });

  test('a value in the table becomes a filter', async () => {
    const before = await bench.query.count();
    await bench.table.pivot(0, 'source', 'filter');
    await expect.poll(() => bench.query.chips()).toHaveLength(1);
    const narrowed = await bench.query.count();
    expect(narrowed).toBeLessThan(before);
    await expect.poll(() => bench.table.total()).toBe(narrowed);
    await bench.timeline.waitForEvents(narrowed);
    await bench.query.clear();
    await expect.poll(() => bench.query.count()).toBe(await bench.events());
  });

  test('a value among the filters does the same', async () => {
    await bench.pickFacet('source', 'Confluence');
    await expect.poll(() => bench.query.chips()).toHaveLength(1);
    const narrowed = await bench.query.count();
    expect(narrowed).toBeLessThan(await bench.events());
    await bench.timeline.waitForEvents(narrowed);
    await bench.query.clear();
  });

  test('a query that makes no sense is answered in words', async () => {
    expect(await bench.query.complaint('actor:(')).not.toBe('');
    await bench.query.clear();
  });

  test('every clock changes with the zone', async () => {
    await bench.query.ask(`ip:${ATTACKER}`);
    const utc = await bench.table.text(0);
    expect(await bench.timeline.zone()).toContain('UTC');
    await bench.setZone('Asia/Tokyo');
    await expect.poll(() => bench.table.text(0)).not.toBe(utc);
    const clock = (text: string) => {
      const [, hours, minutes] = /(\d\d):(\d\d):\d\d/.exec(text)!;
      return Number(hours) * 60 + Number(minutes);
    };
    expect((clock(await bench.table.text(0)) - clock(utc) + 1440) % 1440).toBe(540);
    await expect.poll(() => bench.timeline.zone()).not.toBe('UTC');
    await bench.setZone('UTC');
    await expect.poll(() => bench.table.text(0)).toBe(utc);
  });

  test('light and dark', async () => {
    await bench.setTheme('light');
    await expect.poll(() => bench.groundBrightness()).toBeGreaterThan(180);
    await app.page.screenshot({ path: join(SHOTS, `${driver.name}-light.png`) });
    await bench.setTheme('dark');
    await expect.poll(() => bench.groundBrightness()).toBeLessThan(80);
    await app.page.screenshot({ path: join(SHOTS, `${driver.name}-dark.png`) });
  });

  test('the chain from the attacker’s address tells a story in order', async () => {
    const lines = await bench.chainFrom(`ip:${ATTACKER}`);
    expect(lines.length).toBeGreaterThan(10);
    await app.page.screenshot({ path: join(SHOTS, `${driver.name}-chain.png`) });
  });

  test('the page loads again into the same case', async () => {
    await app.reload();
    await app.page.getByTestId('workbench').waitFor();
    expect(await bench.waitForEvents()).toBeGreaterThan(60_000);
  });

  test('closing the case leads back to the start, which remembers it', async () => {
    await bench.closeCase();
    const start = new StartScreen(app);
    await expect.poll(() => start.recentNames()).toEqual(['okta-to-atlassian']);
    bench = await start.openRecent('okta-to-atlassian');
    expect(await bench.waitForEvents()).toBeGreaterThan(60_000);
  });

  test('a chain built before anything is selected shows its first step in every panel', async () => {
    const [first] = await bench.chainFrom(`ip:${ATTACKER}`);
    const [clock] = /\d\d:\d\d:\d\d/.exec(first!)!;
    await expect.poll(() => bench.table.selectedText()).toContain(clock);
    await bench.showPanel('details');
    await expect.poll(() => bench.details.text()).toContain(clock);
  });

  test('after quitting there is one clean case file, and nothing forbidden happened on the way', async () => {
    await app.quit();
    expect(readdirSync(places.data)).toEqual(['okta-to-atlassian.tline']);
    expect(app.problems).toEqual(NO_PROBLEMS);
  });
});

test('the sample of the project was only read', () => {
  expect(readdirSync(SAMPLE).filter((name) => name.includes('.tline'))).toEqual([]);
});
