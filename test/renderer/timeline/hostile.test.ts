/**
 * Hostile names in the real component in a real Chromium, under the app's own policy: nothing runs, nothing is asked
 * for, and what stands on screen is what the log says with its invisible characters written out.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unescapeText, visibleText } from '../../../shared/base/text.ts';
import type { Micros } from '../../../shared/base/time.ts';
import type { Timeline, TimelineItem, TimelineLane } from '../../../shared/ipc/contract.ts';
import { atRest, type Bench, startBench, type TestPage } from './bench-page.ts';
import { CASE, sparseScene } from './scenes.ts';

const HOSTILE = path.resolve(import.meta.dirname, '../../../../shared/fixtures/hostile');
const XSS = readFileSync(path.join(HOSTILE, 'xss-payloads/Intruder/xss-payload-list.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '');
const NAUGHTY = JSON.parse(readFileSync(path.join(HOSTILE, 'naughty-strings/blns.json'), 'utf8')) as string[];
const STRINGS = [...XSS, ...NAUGHTY];
/** Lanes of four events each: so far apart that every one of them shows its name. */
const PER_LANE = 4;
const BATCH = 60 * PER_LANE;

/** One answer whose events and lanes carry the given names; every event has room for its name. */
function hostileScene(names: readonly string[], firstRow: number): Timeline {
  const from = CASE.from;
  const lanes = names.slice(0, 60).map(
    (name, lane): TimelineLane => ({
      key: name,
      label: name,
      filter: { kind: 'is', field: 'actor', value: name },
      count: lane + 1,
    }),
  );
  const items = names.map(
    (name, i): TimelineItem => ({
      row: firstRow + i,
      lane: Math.floor(i / PER_LANE),
      time: (from + (i % PER_LANE) * 60_000_000 + 1_000_000) as Micros,
      timeEnd: i % 7 === 0 ? ((from + (i % PER_LANE) * 60_000_000 + 9_000_000) as Micros) : null,
      source: 'okta:system_log',
      outcome: 'success',
      label: name,
      message: name,
    }),
  );
  const to = (from + PER_LANE * 60_000_000) as Micros;
  const total = items.length;
  return {
    from,
    to,
    bucketMicros: 1e6,
    buckets: 1800,
    lanes,
    cells: [],
    bright: [],
    items,
    total,
    matched: total,
    undated: 0,
  };
}

let bench: Bench;
let opened: TestPage;

beforeAll(async () => {
  bench = await startBench();
  opened = await bench.open();
  await opened.page.evaluate(() => {
    // What payloads call, and what a script that ran any other way would leave behind.
    for (const name of ['alert', 'prompt', 'confirm', 'print'] as const) {
      window[name] = () => {
        window.scriptRan.push(name);
        return null as never;
      };
    }
    new MutationObserver((records) => {
      for (const node of records.flatMap((record) => [...record.addedNodes])) {
        if (!(node instanceof Element)) continue;
        const found = [node, ...node.querySelectorAll('*')].filter(
          (e) => !/^(SECTION|DIV|SPAN|BDI|BUTTON|P|CANVAS)$/.test(e.tagName),
        );
        for (const element of found) window.scriptRan.push(`element ${element.tagName}`);
      }
    }).observe(document.querySelector('#root')!, { childList: true, subtree: true });
  });
});

afterAll(async () => {
  await opened?.close();
  await bench?.close();
});

describe('hostile names', () => {
  test('the fixtures are all there', () => {
    expect(XSS).toHaveLength(6613);
    expect(NAUGHTY).toHaveLength(515);
  });

  test('every string is shown as it is, as an event; nothing runs; nothing is asked for', async () => {
    const { page } = opened;
    const shownEvents = new Map<number, string>();
    const wrong: string[] = [];
    for (let start = 0; start < STRINGS.length; start += BATCH) {
      const names = STRINGS.slice(start, start + BATCH);
      const data = hostileScene(names, start);
      const seen = await page.evaluate(
        async (scene) => {
          window.scene(scene);
          const first = scene.data.items[0]!.row;
          const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
          for (let i = 0; i < 3000; i += 1) {
            await frame();
            const all = document.querySelectorAll('[data-row]');
            if (
              all.length === scene.data.items.length &&
              document.querySelectorAll('.tl-text').length === all.length &&
              document.querySelector(`[data-row="${first}"]`)
            )
              break;
          }
          return {
            events: [...document.querySelectorAll<HTMLElement>('[data-row]')].map((element) => ({
              row: Number(element.dataset.row),
              text: element.querySelector('.tl-text')?.textContent ?? '',
            })),
          };
        },
        {
          data,
          caseSpan: CASE,
          window: { from: data.from, to: data.to },
          laneBy: 'identity' as const,
          tall: true,
        },
      );
      for (const { row, text } of seen.events) shownEvents.set(row, text);
    }
    STRINGS.forEach((name, row) => {
      const text = shownEvents.get(row);
      if (text !== visibleText(name) || unescapeText(text) !== name) wrong.push(name);
    });
    expect(wrong).toEqual([]);
    expect(shownEvents.size).toBe(STRINGS.length);
    expect(await page.evaluate(() => window.scriptRan)).toEqual([]);
    expect(opened.strayRequests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  }, 600_000);

  test('every string is shown as it is as a lane', async () => {
    const { page } = opened;
    const wrong: string[] = [];
    let seen = 0;
    for (let start = 0; start < STRINGS.length; start += 60) {
      const names = STRINGS.slice(start, start + 60);
      const data = { ...hostileScene(names, start), items: [] };
      const lanes = await page.evaluate(
        async ({ scene, name, count }) => {
          window.scene(scene);
          const all = () => [...document.querySelectorAll<HTMLElement>('[data-lane]')];
          for (let i = 0; i < 3000; i += 1) {
            await new Promise((resolve) => requestAnimationFrame(resolve));
            if (all().length === count && all()[0]?.querySelector('.tl-lane-name')?.textContent === name)
              break;
          }
          return all().map((element) => ({
            text: element.querySelector('.tl-lane-name')?.textContent ?? '',
            title: element.title,
          }));
        },
        { scene: { data }, name: visibleText(names[0] ?? ''), count: names.length },
      );
      names.forEach((name, i) => {
        const shown = visibleText(name);
        if (lanes[i]?.text !== shown || !lanes[i]?.title.startsWith(shown)) wrong.push(name);
      });
      seen += lanes.length;
    }
    expect(wrong).toEqual([]);
    expect(seen).toBe(STRINGS.length);
    expect(await page.evaluate(() => window.scriptRan)).toEqual([]);
    expect(opened.strayRequests).toEqual([]);
    expect(opened.complaints).toEqual([]);
  }, 600_000);

  test('hostile text in the tooltip is text', async () => {
    const { page } = opened;
    const evil = '<img src=x onerror=alert(1)> \u202Emoc.live\u0000';
    const scene = sparseScene();
    const items = scene.items.slice(0, 1).map((item) => ({ ...item, label: evil, message: evil }));
    await page.evaluate((s) => window.scene(s), {
      data: { ...scene, items },
      window: { from: scene.from, to: scene.to },
    });
    await page.hover('[data-row="0"] .tl-text');
    await page.waitForSelector('.tl-tooltip:not([hidden])');
    expect(await page.textContent('.tl-tooltip-title')).toBe(
      '<img src=x onerror=alert(1)> \\u{202E}moc.live\\u{0}',
    );
    expect(await page.evaluate(() => window.scriptRan)).toEqual([]);
    expect(opened.complaints).toEqual([]);
  });

  test('times that are no times never reach the view', async () => {
    const { page } = opened;
    const scene = sparseScene();
    const bad = [-1, 8.64e18, 7.3e15, -8.64e18].map((time, i) => ({
      ...scene.items[0]!,
      row: 500 + i,
      time: time as Micros,
    }));
    const cells = [0, 1e15, 3, 0, 0, 4, 9, 1];
    await page.evaluate((s) => window.scene(s), {
      data: { ...scene, items: [...scene.items, ...bad], cells },
    });
    // NaN and Infinity do not survive the way into the page as JSON would lose them: they are set there.
    await page.evaluate(() => window.scene({ window: { from: Number.NaN, to: Infinity } as never }));
    await atRest(page);
    await page.evaluate((s) => window.scene(s), { window: { from: scene.from, to: scene.to } });
    await page.waitForSelector('[data-row="1"]');
    expect(
      await page.locator('[data-row="500"], [data-row="501"], [data-row="502"], [data-row="503"]').count(),
    ).toBe(0);
    expect(opened.complaints).toEqual([]);
  });
});
