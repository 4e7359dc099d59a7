/** One run of the app in folders of its own, with the promise that nothing forbidden happened on its pages. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { AppUnderTest, Driver, Places } from './app.ts';
import { NO_PROBLEMS } from './problems.ts';

export function makePlaces(): Places & { readonly remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'throughline-e2e-')));
  const places = { config: join(folder, 'config'), data: join(folder, 'data'), home: join(folder, 'home') };
  for (const path of Object.values(places)) mkdirSync(path);
  return { ...places, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs the app, quits it, and checks: no policy violation, no outside request, no error, and clean case files. */
export async function withApp(
  driver: Driver,
  places: Places,
  use: (app: AppUnderTest) => Promise<void>,
): Promise<void> {
  const app = await driver.launch(places);
  try {
    await use(app);
  } finally {
    await app.quit();
  }
  expect(app.problems).toEqual(NO_PROBLEMS);
  for (const folder of [places.data, places.home]) {
    expect(
      readdirSync(folder, { recursive: true }).filter((name) => /-(wal|shm|journal)$/.test(String(name))),
    ).toEqual([]);
  }
}
