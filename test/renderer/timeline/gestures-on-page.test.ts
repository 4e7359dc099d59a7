/** The real component under real wheel, mouse and keys in Chromium: what it asks of the app, and what stands on screen. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fitWindow } from '../../../renderer/timeline/geometry.ts';
import type { Span } from '../../../renderer/timeline/types.ts';
import type { Timeline } from '../../../shared/ipc/contract.ts';
import { atRest, type Bench, startBench, type TestPage } from './bench-page.ts';
import type { Call, Scene } from './page/main.tsx';
import { at, CASE, CHAIN_ROWS, denseScene, sparseScene } from './scenes.ts';

const FIT = fitWindow(CASE);
const DENSE = denseScene(FIT, 1111, 6);
const SPARSE = sparseScene();
const SPARSE_WINDOW: Span = { from: SPARSE.from, to: SPARSE.to };

let bench: Bench;
let opened: TestPage;

beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

beforeEach(async () => {
  opened = await bench.open();
  await show({ caseSpan: CASE, window: FIT, data: DENSE, overview: denseScene(FIT, 1280, 6) });
  await opened.page.waitForSelector('[data-lane="5"]');
  await atRest(opened.page);
  await opened.page.evaluate(() => {
    window.calls = [];
  });
  return async () => {
    expect(opened.complaints).toEqual([]);
    await opened.close();
  };
});

async function show(change: Partial<Scene>): Promise<void> {
  await opened.page.evaluate((scene) => window.scene(scene), change);
}

async function calls(name: string): Promise<readonly Call[]> {
  return opened.page.evaluate((wanted) => window.calls.filter((call) => call[0] === wanted), name);
}

/** The window that the last gesture came to rest at. */
async function lastWindow(): Promise<Span> {
  await opened.page.waitForFunction(
    () => window.calls.findLast((call) => call[0] === 'onWindowChange')?.[2] === true,
  );
  const all = await calls('onWindowChange');
  return all.at(-1)?.[1] as Span;
}

/** Its length. */
async function lastSpan(): Promise<number> {
  const { from, to } = await lastWindow();
  return to - from;
}

/** Handed over at once: sent one after the other, a busy machine makes two single clicks of them. */
async function doubleClick(x: number, y: number): Promise<void> {
  const devtools = await opened.page.context().newCDPSession(opened.page);
  const at = { x, y, button: 'left' } as const;
  await Promise.all(
    [1, 2].flatMap((clickCount) => [
      devtools.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...at, buttons: 1, clickCount }),
      devtools.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...at, buttons: 0, clickCount }),
    ]),
  );
  await devtools.detach();
}

/** The plot's box on the page. */
async function plotBox() {
  return (await opened.page.locator('.vis-panel.vis-center').boundingBox())!;
}

/** Instant under a page position, as the crosshair names it. */
async function crosshair(): Promise<string> {
  return (await opened.page.textContent('.tl-instant')) ?? '';
}

describe('wheel and drag', () => {
  test('the wheel zooms in at the pointer; the end of the gesture is final', async () => {
    const box = await plotBox();
    const x = box.x + 700;
    await opened.page.mouse.move(x, box.y + 60);
    await expect.poll(crosshair).not.toBe('');
    const before = (await crosshair()).slice(0, 15);
    for (let i = 0; i < 10; i += 1) await opened.page.mouse.wheel(0, -120);
    await expect.poll(lastSpan).toBeLessThan((FIT.to - FIT.from) / 5);
    await expect.poll(async () => (await crosshair()).slice(0, 15)).toBe(before);
    const all = await calls('onWindowChange');
    expect(all.some((call) => call[2] === false)).toBe(true);
    expect(all.at(-1)?.[2]).toBe(true);
  });

  test('shift and wheel pans without zooming', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE });
    await atRest(opened.page);
    const box = await plotBox();
    await opened.page.mouse.move(box.x + 300, box.y + 60);
    await opened.page.keyboard.down('Shift');
    await opened.page.mouse.wheel(0, 200);
    await opened.page.keyboard.up('Shift');
    const window = await lastWindow();
    expect(window.to - window.from).toBe(SPARSE_WINDOW.to - SPARSE_WINDOW.from);
    expect(window.from).toBeGreaterThan(SPARSE_WINDOW.from);
  });

  test('dragging moves the plot with the hand and picks nothing', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE });
    await atRest(opened.page);
    const box = await plotBox();
    await opened.page.mouse.move(box.x + 500, box.y + 100);
    await opened.page.mouse.down();
    await opened.page.mouse.move(box.x + 400, box.y + 100, { steps: 5 });
    await opened.page.mouse.up();
    const pxPerMicro = box.width / (SPARSE_WINDOW.to - SPARSE_WINDOW.from);
    await expect
      .poll(async () => ((await lastWindow()).from - SPARSE_WINDOW.from) * pxPerMicro)
      .toBeCloseTo(100, 0);
    await atRest(opened.page);
    expect(await calls('onSelectRow')).toEqual([]);
    expect(await calls('onZoomToCell')).toEqual([]);
  });

  test('zooming ends at a tenth of a second', async () => {
    const box = await plotBox();
    await opened.page.mouse.move(box.x + 500, box.y + 60);
    for (let i = 0; i < 14; i += 1) await opened.page.mouse.wheel(0, -1200);
    await expect.poll(lastSpan).toBe(100_000);
    await atRest(opened.page);
    expect(await opened.page.locator('.vis-time-axis .vis-major').first().textContent()).not.toContain('NaN');
  });
});

describe('clicks', () => {
  test('a bar zooms to exactly its span; a double click fits instead', async () => {
    const box = await plotBox();
    const cell = DENSE.cells;
    const bucket = cell[1]! + 40;
    const pxPerMicro = box.width / (FIT.to - FIT.from);
    const x = box.x + (bucket + 0.5) * DENSE.bucketMicros * pxPerMicro;
    const y = (await opened.page.locator('[data-lane="0"]').boundingBox())!.y + 35;
    await opened.page.mouse.click(x, y);
    await opened.page.waitForFunction(() => window.calls.some((call) => call[0] === 'onZoomToCell'));
    const from = Math.round(DENSE.from + bucket * DENSE.bucketMicros);
    expect(await calls('onZoomToCell')).toEqual([
      ['onZoomToCell', from, Math.round(DENSE.from + (bucket + 1) * DENSE.bucketMicros)],
    ]);
    await doubleClick(x, y);
    await expect.poll(lastWindow).toEqual(FIT);
    expect(await calls('onZoomToCell')).toHaveLength(1);
  });

  test('hovering a bar tells its exact count and span in the zone', async () => {
    const { lanes, cells, bucketMicros } = DENSE;
    const [lane = 0, bucket = 0, count = 0] = cells;
    const box = await plotBox();
    const x = box.x + ((bucket + 0.5) * bucketMicros * box.width) / (FIT.to - FIT.from);
    const y = (await opened.page.locator(`[data-lane="${lane}"]`).boundingBox())!.y + 30;
    await show({ zone: 'America/Sao_Paulo' });
    await opened.page.mouse.move(x, y);
    await opened.page.waitForSelector('.tl-tooltip:not([hidden])');
    const text = await opened.page.textContent('.tl-tooltip');
    expect(text).toContain(`${count} event`);
    expect(text).toContain(lanes[lane]!.label);
    expect(text).toContain('America/Sao_Paulo');
  });

  test('an event is selected by its row, a lane gives its filter', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE });
    await opened.page.click('[data-row="8"] .tl-mark');
    await expect.poll(() => calls('onSelectRow')).toEqual([['onSelectRow', 8]]);
    await opened.page.click('button[data-lane="1"]');
    await expect.poll(() => calls('onPickLane')).toEqual([['onPickLane', SPARSE.lanes[1]!.filter]]);
  });

  test('a lane is picked by the keyboard, and its keys do not move the window', async () => {
    await opened.page.focus('button[data-lane="2"]');
    await opened.page.keyboard.press('Enter');
    expect(await calls('onPickLane')).toHaveLength(1);
    expect(await calls('onWindowChange')).toEqual([]);
  });
});

describe('keys', () => {
  test('W zooms in, D pans, F fits; each ends final', async () => {
    await opened.page.focus('[data-testid="timeline"]');
    await opened.page.keyboard.press('w');
    const zoomed = await lastWindow();
    expect((zoomed.to - zoomed.from) / (FIT.to - FIT.from)).toBeCloseTo(0.6, 3);
    await opened.page.keyboard.press('d');
    await expect.poll(async () => (await lastWindow()).from).toBeGreaterThan(zoomed.from);
    const panned = await lastWindow();
    expect(panned.to - panned.from).toBe(zoomed.to - zoomed.from);
    await opened.page.keyboard.press('f');
    await expect.poll(lastWindow).toEqual(FIT);
    expect((await calls('onWindowChange')).at(-1)?.[2]).toBe(true);
  });
});

describe('what stands on screen', () => {
  test('an event stands at its instant, to the pixel, at both ends and between milliseconds', async () => {
    const window: Span = { from: at('2023-11-22T14:19:59.900Z'), to: at('2023-11-22T14:20:00.100Z') };
    const times = ['14:19:59.902Z', '14:20:00.000700Z', '14:20:00.096300Z'];
    const items = times.map((time, i) => ({
      ...SPARSE.items[0]!,
      row: 900 + i,
      time: at(`2023-11-22T${time}`),
    }));
    await show({ window, data: { ...SPARSE, items } });
    await opened.page.waitForSelector('[data-row="902"]');
    await atRest(opened.page);
    const box = await plotBox();
    for (const { row, time } of items) {
      const mark = (await opened.page.locator(`[data-row="${row}"] .tl-mark`).boundingBox())!;
      const expected = box.x + ((time - window.from) * box.width) / (window.to - window.from);
      expect(Math.abs(mark.x + mark.width / 2 - expected)).toBeLessThan(0.6);
    }
  });

  test('the lanes’ bars lie on the canvas in step with the lanes', async () => {
    const inked = await opened.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="timeline"] canvas')!;
      const top = canvas.getBoundingClientRect().top;
      const all = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
      return [...document.querySelectorAll('[data-lane]')].map((lane) => {
        const rect = lane.getBoundingClientRect();
        const line = Math.floor(rect.bottom - top - 4) * canvas.width * 4;
        const data = all.slice(line, line + canvas.width * 4);
        return data.filter((value, i) => i % 4 === 3 && value === 255).length;
      });
    });
    expect(inked).toHaveLength(6);
    for (const pixels of inked) expect(pixels).toBeGreaterThan(100);
  });

  test('a chain dims everything else, the selected event keeps its name', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE, chainRows: CHAIN_ROWS, selectedRow: 4 });
    await opened.page.waitForSelector('.tl-selected[data-row="4"]');
    const dimmed = await opened.page.$$eval('.tl-dim[data-row]', (all) =>
      all.map((e) => Number((e as HTMLElement).dataset.row)),
    );
    const shown = await opened.page.$$eval('[data-row]', (all) =>
      all.map((e) => Number((e as HTMLElement).dataset.row)),
    );
    // An event that another mark stands for has no mark of its own.
    expect(dimmed).toEqual(shown.filter((row) => !CHAIN_ROWS.includes(row)));
    expect(dimmed.length).toBeGreaterThan(5);
    expect(await opened.page.locator('[data-row="4"] .tl-text').isVisible()).toBe(true);
  });

  test('the zone stands at the corner and on the axis', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE, zone: 'America/Sao_Paulo' });
    await atRest(opened.page);
    expect(await opened.page.textContent('[data-testid="timeline-zone"]')).toBe('America/Sao Paulo UTC−3');
    const labels = await opened.page.$$eval(
      '.vis-time-axis .vis-minor:not(.vis-measure):not(.vis-grid)',
      (all) => all.map((e) => e.textContent),
    );
    expect(labels).toContain('11:20');
    expect(labels).not.toContain('14:20');
  });

  test('the summary says what is shown, an empty window says where the rest is', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE });
    expect(await opened.page.textContent('[data-testid="timeline-summary"]')).toBe(
      '25 events in 6 lanes, Wed 22 Nov 14:15 – 14:26'.replace('14:15 – 14:26', '14:15:00 – 14:26:00'),
    );
    const empty: Timeline = { ...SPARSE, items: [], total: 0, matched: 412 };
    await show({ data: empty });
    await opened.page.click('text=Show the whole case');
    expect(await lastWindow()).toEqual(FIT);
  });

  test('more lanes than fit scroll, bars and events with them; the width stays what it was reported', async () => {
    const lanes = Array.from({ length: 30 }, (_, i) => ({
      ...SPARSE.lanes[0]!,
      key: `idn_${i}`,
      label: `person${i}`,
    }));
    const cells = lanes.flatMap((_, lane) => [lane, 10, 5 + lane, 0]);
    await show({ window: SPARSE_WINDOW, laneBy: 'identity', data: { ...SPARSE, lanes, cells, items: [] } });
    await opened.page.waitForSelector('[data-lane="29"]');
    await atRest(opened.page);
    const before = await calls('onWidthChange');
    const label = (await opened.page.locator('[data-lane="2"]').boundingBox())!;
    await opened.page.mouse.move(label.x + 20, label.y + 10);
    await opened.page.mouse.wheel(0, 400);
    await atRest(opened.page);
    const last = (await opened.page.locator('[data-lane="12"]').boundingBox())!;
    const box = await plotBox();
    expect(last.y).toBeGreaterThan(box.y);
    expect(last.y).toBeLessThan(box.y + box.height);
    const x = box.x + (10.5 * SPARSE.bucketMicros * box.width) / (SPARSE_WINDOW.to - SPARSE_WINDOW.from);
    await opened.page.mouse.move(x, last.y + 30);
    await opened.page.waitForSelector('.tl-tooltip:not([hidden])');
    expect(await opened.page.textContent('.tl-tooltip')).toContain('17 eventsperson12');
    expect(await calls('onWidthChange')).toEqual(before);
  });

  test('files dragged over it reach the page instead of vis-timeline', async () => {
    const under = await opened.page.evaluate(() => {
      const plot = document.querySelector('.vis-panel.vis-center')!;
      const rect = plot.getBoundingClientRect();
      const at = () => document.elementFromPoint(rect.left + 50, rect.top + 50)!;
      const before = at().closest('.vis-timeline') !== null;
      plot.dispatchEvent(new DragEvent('dragenter', { bubbles: true }));
      const during = at().closest('.vis-timeline') !== null;
      at().dispatchEvent(new DragEvent('drop', { bubbles: true }));
      return { before, during, after: at().closest('.vis-timeline') !== null };
    });
    expect(under).toEqual({ before: true, during: false, after: true });
  });

  test('it leaves and comes back without a trace', async () => {
    for (let i = 0; i < 3; i += 1) {
      await show({ shown: false });
      await show({ shown: true, window: SPARSE_WINDOW, data: SPARSE });
    }
    await show({ shown: false });
    await atRest(opened.page);
    expect(await opened.page.locator('.vis-timeline').count()).toBe(0);
    await show({ shown: true });
    await opened.page.waitForSelector('[data-row="1"]');
    expect(await opened.page.locator('.vis-timeline').count()).toBe(1);
  });
});

describe('motion', () => {
  test('a new window is reached by a short motion that reports nothing and ends exactly there', async () => {
    const moving = await bench.open({ reducedMotion: false, scale: 2 });
    const start = { caseSpan: CASE, window: FIT, data: SPARSE };
    await moving.page.evaluate((scene) => window.scene(scene), start);
    await moving.page.waitForSelector('[data-lane="5"]');
    await atRest(moving.page);
    const seen = await moving.page.evaluate(async (goal) => {
      window.calls = [];
      window.scene({ window: goal });
      const labels = new Set<string>();
      for (let i = 0; i < 40 || (i < 3000 && ![...labels].at(-1)?.startsWith('Wed 22')); i += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        labels.add(
          document.querySelector('.vis-time-axis .vis-major:not(.vis-measure):not(.vis-grid)')?.textContent ??
            '',
        );
      }
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="timeline"] canvas')!;
      return { labels: [...labels], calls: window.calls.length, sharp: canvas.width / canvas.clientWidth };
    }, SPARSE_WINDOW);
    expect(seen.labels.length).toBeGreaterThan(1);
    expect(seen.labels.at(-1)).toBe('Wed 22 Nov');
    expect(seen.calls).toBe(0);
    expect(seen.sharp).toBe(2);
    await atRest(moving.page);
    const item = SPARSE.items[0]!;
    const box = (await moving.page.locator('.vis-panel.vis-center').boundingBox())!;
    const mark = (await moving.page.locator('[data-row="0"] .tl-mark').boundingBox())!;
    const expected = box.x + ((item.time - SPARSE.from) * box.width) / (SPARSE.to - SPARSE.from);
    expect(Math.abs(mark.x + mark.width / 2 - expected)).toBeLessThan(0.6);
    expect(moving.complaints).toEqual([]);
    await moving.close();
  });
});

describe('while the hand moves', () => {
  test('no event is made, named or taken away; the app hears the newest window a few times, and the last one for good', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE });
    await opened.page.waitForSelector('[data-row="8"]');
    await atRest(opened.page);
    const box = await plotBox();
    await opened.page.evaluate(() => {
      window.calls = [];
      const counts = { changed: 0 };
      Object.assign(window, { counts });
      new MutationObserver((records) => {
        counts.changed += records.length;
      }).observe(document.querySelector('.tl-items')!, { childList: true, subtree: true });
    });
    const begun = performance.now();
    await opened.page.mouse.move(box.x + 600, box.y + 150);
    await opened.page.mouse.down();
    for (let i = 1; i <= 40; i += 1) await opened.page.mouse.move(box.x + 600 - i * 3, box.y + 150);
    const mark = (await opened.page.locator('[data-row="8"] .tl-mark').boundingBox())!;
    await opened.page.mouse.up();
    const window_ = await lastWindow();
    const { time } = SPARSE.items.find((item) => item.row === 8)!;
    const expected = box.x + ((time - window_.from) * box.width) / (window_.to - window_.from);
    expect(Math.abs(mark.x + mark.width / 2 - expected)).toBeLessThan(1.1);
    const changed = await opened.page.evaluate(
      () => (window as unknown as { counts: { changed: number } }).counts.changed,
    );
    expect(changed).toBe(0);
    const told = await calls('onWindowChange');
    expect(told.filter((call) => call[2] === true)).toHaveLength(1);
    // At most every 80 ms, however long the machine needs for the way.
    expect(told.length).toBeLessThanOrEqual(2 + (performance.now() - begun) / 80);
  });

  test('the overview’s frame keeps up although the app does not know yet', async () => {
    const week = { from: FIT.from, to: (FIT.from + 7 * 86_400e6) as typeof FIT.to };
    await show({ window: week });
    await atRest(opened.page);
    const box = await plotBox();
    await opened.page.mouse.move(box.x + 600, box.y + 60);
    const widths = await opened.page.evaluate(() => {
      const grip = document.querySelector<HTMLElement>('.tl-grip')!;
      const seen: { width: number; told: number }[] = [];
      Object.assign(window, { seen });
      const look = () => {
        seen.push({
          width: grip.getBoundingClientRect().width,
          told: window.calls.filter((call) => call[0] === 'onWindowChange').length,
        });
        requestAnimationFrame(look);
      };
      look();
      return seen.length;
    });
    expect(widths).toBe(1);
    for (let i = 0; i < 12; i += 1) await opened.page.mouse.wheel(0, 240);
    await lastWindow();
    await atRest(opened.page);
    const seen = await opened.page.evaluate(
      () => (window as unknown as { seen: { width: number; told: number }[] }).seen,
    );
    expect(
      seen.some(({ width, told }, i) => {
        const before = seen[i - 1];
        return before !== undefined && told === before.told && width > before.width;
      }),
    ).toBe(true);
    const last = await lastWindow();
    const expected = ((last.to - last.from) * 1280) / (FIT.to - FIT.from);
    expect(Math.abs(seen.at(-1)!.width - expected)).toBeLessThan(1);
  });
});

describe('flood', () => {
  test('300 events and thousands of bars: few nodes, smooth panning', async () => {
    const lanes = DENSE.lanes;
    const items = Array.from({ length: 300 }, (_, row) => ({
      ...SPARSE.items[0]!,
      row,
      lane: row % lanes.length,
      time: Math.round(FIT.from + ((row + 0.5) * (FIT.to - FIT.from)) / 300) as typeof FIT.from,
    }));
    await show({ data: { ...DENSE, items } });
    await atRest(opened.page);
    expect(await opened.page.locator('[data-testid="timeline"] *').count()).toBeLessThan(2000);
    const box = await plotBox();
    await opened.page.mouse.move(box.x + 600, box.y + 100);
    await opened.page.mouse.down();
    const timing = opened.page.evaluate(async () => {
      const gaps: number[] = [];
      let last = performance.now();
      for (let i = 0; i < 60; i += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        gaps.push(now - last);
        last = now;
      }
      return gaps.toSorted((a, b) => a - b);
    });
    for (let i = 1; i <= 60; i += 1) await opened.page.mouse.move(box.x + 600 - i * 4, box.y + 100);
    const gaps = await timing;
    await opened.page.mouse.up();
    console.info(
      `frames while panning, software rendering: median ${gaps[30]?.toFixed(0)} ms, p95 ${gaps[56]?.toFixed(0)} ms`,
    );
  });
});

describe('overview', () => {
  const overview = () => opened.page.locator('[data-testid="overview"]');

  test('dragging brushes a span, an edge can be dragged, a click clears', async () => {
    const box = (await overview().boundingBox())!;
    const y = box.y + 30;
    const drag = async (from: number, to: number) => {
      await opened.page.mouse.move(box.x + from, y);
      await opened.page.mouse.down();
      await opened.page.mouse.move(box.x + to, y, { steps: 4 });
      await opened.page.mouse.up();
      await atRest(opened.page);
    };
    const time = (px: number) => Math.round(FIT.from + (px * (FIT.to - FIT.from)) / box.width);
    await drag(300, 500);
    expect((await calls('onBrush')).at(-1)).toEqual(['onBrush', { from: time(300), to: time(500) }]);
    await drag(500, 620);
    expect((await calls('onBrush')).at(-1)).toEqual(['onBrush', { from: time(300), to: time(620) }]);
    await opened.page.mouse.click(box.x + 400, y);
    expect((await calls('onBrush')).at(-1)).toEqual(['onBrush', null]);
  });

  test('without a brush a click brings the window there', async () => {
    await show({ window: SPARSE_WINDOW, data: SPARSE });
    const box = (await overview().boundingBox())!;
    await opened.page.mouse.click(box.x + 640, box.y + 30);
    const window = await lastWindow();
    const middle = (FIT.from + FIT.to) / 2;
    expect(Math.abs((window.from + window.to) / 2 - middle)).toBeLessThan((FIT.to - FIT.from) / 1280);
    expect(await calls('onBrush')).toEqual([]);
  });

  test('the brush’s edges are sliders for the keyboard', async () => {
    await overview().focus();
    await show({ window: SPARSE_WINDOW, data: SPARSE });
    await opened.page.waitForSelector('[data-row]');
    await opened.page.keyboard.press('Enter');
    expect((await calls('onBrush')).at(-1)).toEqual(['onBrush', SPARSE_WINDOW]);
    const edge = opened.page.getByRole('slider', { name: 'Start of the time filter' });
    await edge.focus();
    expect(await edge.getAttribute('aria-valuetext')).toBe('Wed 22 Nov 2023 14:15:00 UTC');
    await opened.page.keyboard.press('ArrowLeft');
    const brush = (await calls('onBrush')).at(-1)?.[1] as Span;
    expect(brush.from).toBeLessThan(SPARSE_WINDOW.from);
    expect(brush.to).toBe(SPARSE_WINDOW.to);
    await overview().focus();
    await opened.page.keyboard.press('Escape');
    expect((await calls('onBrush')).at(-1)).toEqual(['onBrush', null]);
  });
});
