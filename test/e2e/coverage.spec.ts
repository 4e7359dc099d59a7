/** What the evidence can show, what it lost and who touched it: coverage, ledger, custody, clocks, undated events. */
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { DRIVERS } from './drivers.ts';
import { SAMPLE } from './evidence.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2023, 9, 2);
const HOURS = 21 * 24;
const A_HOUR = 3;
/** Ten hours of the second week in which Okta says nothing. */
const SILENT = { from: 10 * 24 + 4, to: 10 * 24 + 14 };

let ids = 0;
function okta(published: string): string {
  ids += 1;
  return JSON.stringify({
    uuid: `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`,
    published,
    eventType: 'user.session.start',
    actor: { id: '00u1', type: 'User', alternateId: 'mara.lindqvist@halcyonedge.example' },
    outcome: { result: 'SUCCESS' },
  });
}

function steady(): string[] {
  return Array.from({ length: HOURS }, (_, hour) => hour)
    .filter((hour) => hour < SILENT.from || hour >= SILENT.to)
    .flatMap((hour) =>
      Array.from({ length: A_HOUR }, (_, n) =>
        okta(new Date(BEGIN + hour * HOUR_MS + n * 600_000).toISOString()),
      ),
    );
}

const FLOWS = [
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
  ...Array.from({ length: 40 }, (_, n) => {
    const start = BEGIN / 1000 + n * 3600;
    return `2 123456789012 eni-0a1b2c3d 10.0.0.${n + 1} 198.51.100.7 40${100 + n} 443 6 10 840 ${start} ${start + 60} ACCEPT OK`;
  }),
  `2 123456789012 eni-0a1b2c3d - - - - - - - ${BEGIN / 1000 + 7200} ${BEGIN / 1000 + 7260} - NODATA`,
  `2 123456789012 eni-0a1b2c3d - - - - - - - ${BEGIN / 1000 + 7260} ${BEGIN / 1000 + 7320} - SKIPDATA`,
];

const LOCAL = [
  okta('2023-10-05 09:22:49'),
  okta('2023-10-06 09:22:49'),
  okta('yesterday'),
  okta('30 February'),
];

describe.each(DRIVERS)('in the $name', (driver) => {
  const places = makePlaces();
  let app: AppUnderTest;
  let bench: Workbench;

  beforeAll(async () => {
    ids = 0;
    const logs = join(places.home, 'logs');
    mkdirSync(logs);
    writeFileSync(join(logs, 'okta.ndjson'), `${steady().join('\n')}\n`);
    writeFileSync(join(logs, 'local.ndjson'), `${LOCAL.join('\n')}\n`);
    writeFileSync(join(logs, 'flows.log'), `${FLOWS.join('\n')}\n`);
    for (const list of ['people.csv', 'credential-rotation.csv'])
      cpSync(join(SAMPLE, list), join(logs, list));
    app = await driver.launch(places);
    bench = await new StartScreen(app).newCase('silence');
    await bench.importFolder(logs);
    await bench.ledger.verdict();
    await bench.ledger.close();
  });
  afterAll(async () => {
    await app.quit();
    places.remove();
    expect(app.problems).toEqual(NO_PROBLEMS);
  });

  test('the map has a row a source; an hour tells its time and count to pointer and keyboard', async () => {
    await bench.waitForEvents();
    await bench.showPanel('coverage');
    await bench.coverage.pick('okta:system_log');
    expect(await bench.coverage.sources()).toEqual(['Okta', 'VPC']);
    await expect.poll(() => bench.coverage.colours('okta:system_log')).toBeGreaterThan(2);
    expect(await bench.coverage.walk('okta:system_log', 'Home')).toContain(
      'Mon 2 Oct 2023 00:00 – 01:00 UTC; Okta: 3 events',
    );
    expect(await bench.coverage.walk('okta:system_log', 'PageUp', 'ArrowRight')).toContain(
      'Tue 3 Oct 2023 01:00 – 02:00 UTC',
    );
    const silent = await bench.coverage.point('okta:system_log', (SILENT.from + 5.5) / HOURS);
    expect(silent).toContain('Thu 12 Oct 2023 09:00 – 10:00 UTC');
    expect(silent).toContain('Okta: no events');
    expect(silent).toContain('silent for 10 h; its habit would give ≈ 20 events in that time');
    expect(await bench.coverage.walk('aws:vpcflow', 'Home', 'ArrowRight', 'ArrowRight')).toMatch(
      /NODATA 1 times?.*SKIPDATA 1 times?/,
    );
  });

  test('beside the picture stand tables: silences, gaps, event types seen and never seen, and what absence proves', async () => {
    await bench.coverage.pick('okta:system_log');
    const [silence, ...more] = await bench.coverage.rows('silences');
    expect(silence).toMatch(/2023-10-12 04:00.*14:00.*10 h.*≈ 20.*within/);
    expect(more).toEqual([]);
    expect((await bench.coverage.rows('seen')).join()).toContain('user.session.start');
    expect((await bench.coverage.rows('never')).join()).toContain('user.session.end');
    expect(await bench.coverage.total('never')).toBe((await bench.coverage.rows('never')).length);
    expect(await bench.coverage.caveat()).toContain('90 days');
    await bench.coverage.pick('aws:vpcflow');
    const gaps = await bench.coverage.rows('gaps');
    expect(gaps).toHaveLength(2);
    expect(gaps[1]).toMatch(/2023-10-02 02:01:00.*SKIPDATA.*eni-0a1b2c3d/);
  });

  test('a click shows the events of that hour and source, in table and timeline; a silence shows what others said', async () => {
    await bench.coverage.click('okta:system_log', 100.5 / HOURS);
    await bench.query.waitForCount(A_HOUR);
    expect((await bench.query.chips()).join()).toMatch(/2023-10-06 04:00:00 – 2023-10-06 05:00:00.*Okta/);
    // The timeline was behind another tab all the while: it must come back whole.
    await bench.showPanel('timeline');
    await bench.timeline.waitForEvents(A_HOUR);
    await expect.poll(() => bench.timeline.laneNames()).toEqual(['Okta']);
    await bench.query.clear();
    await bench.showPanel('coverage');
    await bench.coverage.pick('okta:system_log');
    await bench.coverage.showSilence(0);
    await bench.query.waitForCount(0);
    await bench.query.clear();
    await bench.query.waitForCount(await bench.events());
  });

  test('the ledger closes by records and by bytes, and tells what lists gave', async () => {
    await bench.showPanel('ledger');
    const size = statSync(join(places.home, 'logs/okta.ndjson')).size;
    const records = (HOURS - 10) * A_HOUR;
    const [byRecords, byBytes] = await bench.ledger.sums('okta.ndjson');
    expect(byRecords).toMatch(new RegExp(`^${records} records = ${records} events .*✓$`));
    expect(byBytes!.replaceAll('\u2009', '')).toBe(
      `${size} bytes = events ${size - records} + duplicates 0 + rejected 0 + ignored 0 + separators ${records} ✓`,
    );
    expect(await bench.ledger.facts()).toMatch(/410 people of rosters and 61 credential rotations/);
  });

  test('what has no time stands in a lane of its own and is never placed on the axis', async () => {
    await bench.showPanel('timeline');
    expect(await bench.timeline.undated()).toMatch(/Undated\s*2.*Okta\s*2/);
    await bench.timeline.toggleUndated();
    await bench.query.waitForCount(2);
    await expect.poll(() => bench.query.chips()).toEqual(['Time isnone']);
    await expect.poll(() => bench.timeline.drawnItems()).toBe(0);
    await bench.timeline.toggleUndated();
    await bench.query.waitForCount(await bench.events());
  });

  test('a zone for times without one: seen before it is done, told in the details, taken back', async () => {
    await bench.showPanel('ledger');
    await bench.clock.openForFile('local.ndjson');
    await expect.poll(() => bench.clock.zoneEnabled()).toBe(true);
    await bench.clock.setZone('Europe/Berlin');
    await bench.clock.waitForThen('2023-10-05 07:22:49 UTC');
    expect(await bench.clock.preview()).toMatch(/2023-10-05 09:22:49.*−02:00:00.*2 of 2 events will move/);
    expect(await bench.clock.canApply()).toBe(false);
    await bench.clock.setReason('The server of the export ran on Berlin time');
    await expect.poll(() => bench.clock.canApply()).toBe(true);
    await bench.clock.apply();
    await expect.poll(() => bench.clock.status()).toBe('1 clock correction');
    await bench.query.ask('file:local.ndjson from:2023-10-05 to:2023-10-06');
    await bench.table.select(0);
    await expect.poll(() => bench.details.text()).toContain('as read2023-10-05 09:22:49 UTC');
    const details = await bench.details.text();
    expect(details).toContain('time2023-10-05 07:22:49 UTC');
    expect(details).toContain('−02:00:00 by a clock correction');
    expect(details).toMatch(/as written2023-10-05 09:22:49.*zone assumed/);
    await bench.query.clear();
  });

  test('a skew for a source whose times state their zone; every correction stays in the list', async () => {
    await bench.showPanel('coverage');
    await bench.coverage.correctClock('aws:vpcflow');
    await expect.poll(() => bench.clock.zoneEnabled()).toBe(false);
    await bench.clock.setReason('An hour fast against the gateway');
    await bench.clock.setSkew('an hour');
    expect(await bench.clock.canApply()).toBe(false);
    await bench.clock.setSkew('-01:00:00');
    await bench.clock.waitForThen('2023-10-01 23:00:00 UTC');
    await bench.clock.apply();
    await expect.poll(() => bench.clock.status()).toBe('2 clock corrections');
    await expect.poll(() => bench.coverage.walk('aws:vpcflow', 'Home')).toContain('Sun 1 Oct 2023 23:00');
    await bench.clock.openFromStatus();
    const [zone, skew] = await bench.clock.rules();
    expect(zone).toMatch(/local\.ndjson.*without a zone read as Europe\/Berlin.*Berlin time/);
    expect(skew).toMatch(/VPC moved by −01:00:00/);
    await bench.clock.undo(1);
    await expect.poll(() => bench.clock.status()).toBe('1 clock correction');
    await bench.clock.undo(0);
    await expect.poll(() => bench.clock.status()).toBeNull();
    await expect
      .poll(async () => (await bench.clock.rules()).filter((rule) => rule.includes('taken back')))
      .toHaveLength(2);
  });

  test('the head of the custody log is in sight, can be copied, and every step is an entry', async () => {
    const shown = await bench.custody.statusText();
    await bench.custody.copyFromStatus();
    const copied = await bench.pasted();
    expect(copied).toMatch(/^[0-9a-f]{64}$/);
    expect(shown).toBe(`custody ${copied.slice(0, 8)}…`);
    await bench.custody.openFromStatus();
    await expect.poll(() => bench.custody.head()).toBe(copied);
    expect(await bench.custody.text()).toContain('only against a head that was kept elsewhere');
    const entries = await bench.custody.entries();
    expect(entries.map((entry) => /created|imported|clock corrected/.exec(entry)?.[0])).toEqual([
      'clock corrected',
      'clock corrected',
      'clock corrected',
      'clock corrected',
      'imported',
      'created',
    ]);
    expect(entries[2]).toContain('skew −01:00:00');
    expect(await bench.custody.whole(4)).toContain('"sha256"');
  });
});
