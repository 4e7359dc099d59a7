/** Answers that come when they are wanted no more: each is held back by hand until the user has gone on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppUnderTest } from './app.ts';
import { browserDriver } from './drivers/browser.ts';
import { drawn } from './pages/drawn.ts';
import { StartScreen } from './pages/start-screen.ts';
import type { Workbench } from './pages/workbench.ts';
import { NO_PROBLEMS } from './problems.ts';
import { makePlaces } from './session.ts';

const login = (hour: number, result: string) =>
  JSON.stringify({
    uuid: `00000000-0000-4000-8000-${String(hour).padStart(12, '0')}`,
    published: `2023-10-05T0${hour}:22:49.000Z`,
    eventType: 'user.session.start',
    actor: { id: '00u1', type: 'User', alternateId: 'mara.lindqvist@halcyonedge.example' },
    outcome: { result },
  });

const places = makePlaces();
let app: AppUnderTest;
let bench: Workbench;

beforeAll(async () => {
  const log = join(places.home, 'okta.ndjson');
  writeFileSync(log, `${[login(1, 'SUCCESS'), login(2, 'FAILURE'), login(3, 'SUCCESS')].join('\n')}\n`);
  app = await browserDriver.launch(places);
  bench = await new StartScreen(app).newCase('late');
  await app.drop([log]);
  await bench.ledger.verdict();
  await bench.ledger.close();
});
afterAll(async () => {
  await app.quit();
  places.remove();
  expect(app.problems).toEqual(NO_PROBLEMS);
});

/** Holds back the calls of a method whose arguments contain a text. `arrived` says how many; `release` lets them go. */
async function holding(method: string, part: string) {
  const held: Request[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await app.page.route('**/rpc', async (route, request) => {
    const asked = request.postData() ?? '';
    if (asked.includes(`"${method}"`) && asked.includes(part)) {
      held.push(request);
      await gate;
    }
    await route.continue();
  });
  return {
    arrived: () => held.length,
    release: async () => {
      open();
      for (const request of held) await (await request.response())?.finished();
      await app.page.unroute('**/rpc');
      await drawn(app.page);
    },
  };
}

test('a query that is understood only after it was cleared does not come back', async () => {
  await bench.query.waitForCount(3);
  const parse = await holding('query.parse', 'outcome:failure');
  const input = app.page.getByTestId('query-input');
  await input.fill('outcome:failure');
  await input.press('Enter');
  await expect.poll(parse.arrived).toBeGreaterThan(0);
  await bench.query.clear();
  await parse.release();
  expect(await bench.query.count()).toBe(3);
  expect(await input.inputValue()).toBe('');
  expect(await bench.query.ask('outcome:failure')).toBe(1);
  await bench.query.clear();
});

test('a clock is not corrected by a rule whose effect was not shown yet', async () => {
  await bench.showPanel('ledger');
  await bench.clock.openForFile('okta.ndjson');
  await bench.clock.setReason('An hour fast');
  await bench.clock.setSkew('-01:00:00');
  await bench.clock.waitForThen('2023-10-05 00:22:49');
  expect(await bench.clock.canApply()).toBe(true);
  const preview = await holding('clock.preview', '-7200000000');
  await bench.clock.setSkew('-02:00:00');
  await expect.poll(preview.arrived).toBe(1);
  expect(await bench.clock.canApply()).toBe(false);
  await preview.release();
  await bench.clock.waitForThen('2023-10-04 23:22:49');
  await expect.poll(() => bench.clock.canApply()).toBe(true);
  await app.page.keyboard.press('Escape');
});
