/** A table that nobody knows: its columns are mapped in the window, and the next file of its kind needs no words. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DRIVERS } from './drivers.ts';
import { StartScreen } from './pages/start-screen.ts';
import { makePlaces, withApp } from './session.ts';

const DOORS =
  'seen at;door;badge;from host\n1699953769;4;hbrandao;10.0.0.7\n1699953770;"<b>4</b>; east";prao;10.0.0.8\n';

describe.each(DRIVERS)('in the $name', (driver) => {
  let places: ReturnType<typeof makePlaces>;
  beforeEach(() => {
    places = makePlaces();
  });
  afterEach(() => places.remove());

  test('an unknown table is mapped, read, and known from then on', async () => {
    const first = join(places.home, 'doors.csv');
    const second = join(places.home, 'doors-2.csv');
    writeFileSync(first, DOORS);
    writeFileSync(second, DOORS.replaceAll('16999537', '16999538'));
    await withApp(driver, places, async (app) => {
      const bench = await new StartScreen(app).newCase('doors');
      await app.drop([first]);
      await bench.ledger.verdict();
      expect((await bench.ledger.rows()).join()).toContain('not read');
      await app.page.getByTestId('map-columns').click();
      const dialog = app.page.locator('.mapping-dialog');
      await dialog.waitFor();
      expect(await dialog.locator('td').allTextContents()).toContain('<b>4</b>; east');
      expect(await app.page.getByTestId('map-read').isDisabled()).toBe(true);
      await app.page.getByTestId('map-time').selectOption({ label: 'seen at' });
      expect(await app.page.getByTestId('map-time-format').inputValue()).toBe('seconds');
      await app.page.getByTestId('map-actor').selectOption({ label: 'badge' });
      await app.page.getByTestId('map-srcIp').selectOption({ label: 'from host' });
      await app.page.getByTestId('map-read').click();
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(async () => (await bench.ledger.rows()).join()).toContain('table:custom');
      expect(await bench.ledger.rows()).toHaveLength(1);
      await bench.ledger.close();
      expect(await bench.waitForEvents()).toBe(2);
      await app.drop([second]);
      await bench.ledger.verdict();
      expect((await bench.ledger.rows()).join()).toContain('table:custom');
      await bench.ledger.close();
      await expect.poll(() => bench.events()).toBe(4);
    });
  });
});
