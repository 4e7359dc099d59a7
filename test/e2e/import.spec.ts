/** Own logs into an own case: folder, file, drop, bad input, the same again. */
import { cpSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zipOf } from '../support/archives.ts';
import { DRIVERS } from './drivers.ts';
import { jsonLines, SAMPLE } from './evidence.ts';
import { StartScreen } from './pages/start-screen.ts';
import { makePlaces, withApp } from './session.ts';

const OKTA = 'okta/system-log-20231114.ndjson';

describe.each(DRIVERS)('in the $name', (driver) => {
  let places: ReturnType<typeof makePlaces>;
  beforeEach(() => {
    places = makePlaces();
  });
  afterEach(() => places.remove());

  test('a new case, a folder of logs, the ledger, and the same folder again', async () => {
    const logs = join(places.home, 'logs');
    cpSync(join(SAMPLE, OKTA), join(logs, 'okta.ndjson'), { recursive: true });
    cpSync(join(SAMPLE, 'people.csv'), join(logs, 'people.csv'));
    const records = new Set(jsonLines(OKTA)).size;
    await withApp(driver, places, async (app) => {
      const bench = await new StartScreen(app).newCase('Halcyon');
      await bench.importFolder(logs);
      expect(await bench.ledger.verdict()).toContain('Ledger closed ✓');
      expect(await bench.ledger.rows()).toHaveLength(2);
      await bench.ledger.close();
      expect(await bench.waitForEvents()).toBe(records);
      await bench.importFolder(logs);
      expect(await bench.ledger.verdict()).toContain('Ledger closed ✓');
      expect((await bench.ledger.rows()).join()).toContain('already in this case');
      await bench.ledger.close();
      expect(await bench.events()).toBe(records);
    });
    expect(existsSync(join(places.home, 'Halcyon.tline'))).toBe(true);
  });

  test('an import that was cancelled keeps what it read, and importing again completes it', async () => {
    const logs = join(places.home, 'sample');
    cpSync(SAMPLE, logs, { recursive: true, filter: (path) => !/(README\.md|expected\.json)$/.test(path) });
    await withApp(driver, places, async (app) => {
      const bench = await new StartScreen(app).newCase('cancelled');
      await bench.importFolder(logs);
      await bench.cancelImport();
      expect(await bench.ledger.verdict()).toContain('Ledger closed ✓');
      const rows = await bench.ledger.rows();
      await bench.ledger.close();
      const kept = await bench.events();
      await bench.importFolder(logs);
      expect(await bench.ledger.verdict()).toContain('Ledger closed ✓');
      await bench.ledger.close();
      await expect.poll(() => bench.events()).toBeGreaterThan(60_000);
      expect(kept).toBeLessThan(await bench.events());
      // Whole files that were read before the cancel stand as complete; whatever else is named says why it is short.
      for (const row of rows) expect(row).toMatch(/complete|cancelled|not read/);
    });
  });

  test('dropped files are read under their own names; bad ones get one line each and cost nothing else', async () => {
    const files = {
      good: join(places.home, 'good.ndjson'),
      empty: join(places.home, 'empty.json'),
      broken: join(places.home, 'broken.ndjson.gz'),
      photo: join(places.home, 'photo.jpg'),
      archive: join(places.home, 'export.zip'),
    };
    cpSync(join(SAMPLE, OKTA), files.good);
    writeFileSync(files.archive, await zipOf({ 'okta/again.ndjson': readFileSync(files.good) }));
    writeFileSync(files.empty, '');
    writeFileSync(files.broken, gzipSync(readFileSync(files.good)));
    truncateSync(files.broken, 20_000);
    writeFileSync(files.photo, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]));
    await withApp(driver, places, async (app) => {
      const bench = await new StartScreen(app).newCase('dropped');
      await app.drop(Object.values(files));
      expect(await bench.ledger.verdict()).toContain('Ledger closed ✓');
      const rows = await bench.ledger.rows();
      expect(rows).toHaveLength(6);
      const row = (name: string) =>
        rows.find((text) => text.startsWith(name)) ?? `${name} is not in the ledger`;
      expect(row('good.ndjson')).toContain('complete');
      expect(row('empty.json')).toContain('no bytes');
      expect(row('broken.ndjson.gz')).toMatch(/ends too early/);
      expect(row('photo.jpg')).toContain('not read');
      expect(row('export.zip')).toContain('archive, opened in place');
      expect(rows.find((text) => text.startsWith('okta/again.ndjson'))).toContain('already in this case');
      await bench.ledger.close();
      expect(await bench.waitForEvents()).toBe(new Set(jsonLines(OKTA)).size);
    });
  });

  test('a file that is no case is refused in words', async () => {
    writeFileSync(join(places.home, 'fake.tline'), 'this is no database, only a text with the right ending');
    await withApp(driver, places, async (app) => {
      const start = new StartScreen(app);
      await start.openCase(join(places.home, 'fake.tline'));
      expect(await start.notice()).toMatch(/case/i);
      await app.page.getByTestId('start-new').waitFor();
    });
  });

  test('hostile text in a log is shown as it is and does nothing', async () => {
    const markup =
      '<img src=https://evil.example/x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>';
    const [line] = jsonLines(OKTA);
    const record = JSON.parse(line!) as {
      uuid: string;
      client: { userAgent: { rawUserAgent: string } };
      displayMessage: string;
      actor: { displayName: string; alternateId: string };
    };
    record.client.userAgent.rawUserAgent = markup;
    record.displayMessage = markup;
    record.actor.displayName = markup;
    record.actor.alternateId = markup;
    writeFileSync(join(places.home, 'hostile.ndjson'), `${JSON.stringify(record)}\n`);
    await withApp(driver, places, async (app) => {
      const bench = await new StartScreen(app).newCase('hostile');
      await app.drop([join(places.home, 'hostile.ndjson')]);
      await bench.ledger.close();
      await bench.waitForEvents();
      await bench.table.select(0);
      expect(await bench.details.text()).toContain('<img src=https://evil.example/x');
      await bench.timeline.lanesBy('Identity');
      await expect.poll(() => bench.timeline.drawnItems()).toBeGreaterThan(0);
      expect(await app.page.evaluate(() => (globalThis as { pwned?: number }).pwned)).toBeUndefined();
      expect(await app.page.locator('img, script:not([src])').count()).toBe(0);
    });
  });
});
