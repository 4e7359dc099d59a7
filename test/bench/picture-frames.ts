/**
 * Frames of a page under a hand. A recorder in the page notes the time of every animation frame and how many elements
 * the picture has; a hand drags, turns the wheel and holds keys as a person does, one step a frame.
 */
import type { Page } from 'playwright-core';

/** Times between frames, in milliseconds. */
export interface Frames {
  readonly frames: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** Longest frame in the half second after the hand rested: the picture is set right then. */
  readonly restMax: number;
  /** Largest number of elements inside the picture at any frame. */
  readonly nodes: number;
}

interface Recorder {
  /** Ends of frames. */
  times: number[];
  /** When the hand rested. */
  rested: number;
  nodes: number;
  on: boolean;
}

declare global {
  interface Window {
    frameRecorder: Recorder;
  }
}

const STEP_MS = 16;
const REST_MS = 500;
const WHEEL_STEPS = 14;
const DRAG_STEPS = 40;
const DRAG_PX = 10;
const KEY_STEPS = 12;
const KEY_REPEAT_MS = 33;

async function record(page: Page, selector: string, gesture: () => Promise<void>): Promise<Frames> {
  await page.evaluate((picture) => {
    const recorder: Recorder = { times: [performance.now()], rested: 0, nodes: 0, on: true };
    window.frameRecorder = recorder;
    // A live list: its length costs no walk while nothing was added.
    const all = document.querySelector(picture)!.getElementsByTagName('*');
    const tick = (): void => {
      if (!recorder.on) return;
      recorder.times.push(performance.now());
      recorder.nodes = Math.max(recorder.nodes, all.length);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }, selector);
  await gesture();
  await page.evaluate(() => {
    window.frameRecorder.rested = performance.now();
  });
  await page.waitForTimeout(REST_MS);
  const { times, rested, nodes } = await page.evaluate(() => {
    window.frameRecorder.on = false;
    return window.frameRecorder;
  });
  const deltas = times.slice(1).map((time, i) => ({ end: time, ms: time - times[i]! }));
  const moving = deltas
    .filter(({ end }) => end <= rested)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const resting = deltas.filter(({ end }) => end > rested).map(({ ms }) => ms);
  const at = (share: number) => moving[Math.min(moving.length - 1, Math.floor(moving.length * share))] ?? 0;
  return {
    frames: moving.length,
    p50: at(0.5),
    p95: at(0.95),
    max: moving.at(-1) ?? 0,
    restMax: Math.max(0, ...resting),
    nodes,
  };
}

/** Turns the wheel at one place: in by about e^2.8 and out again. */
async function wheel(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  for (const direction of [-1, 1]) {
    for (let step = 0; step < WHEEL_STEPS; step += 1) {
      await page.mouse.wheel(0, direction * 100);
      await page.waitForTimeout(STEP_MS);
    }
  }
}

/** Drags to the left and back, most of the picture's width. */
async function drag(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x + (DRAG_STEPS * DRAG_PX) / 2, y);
  await page.mouse.down();
  for (let step = -DRAG_STEPS; step <= DRAG_STEPS; step += 1) {
    const left = DRAG_STEPS - Math.abs(step);
    await page.mouse.move(x + (DRAG_STEPS * DRAG_PX) / 2 - left * DRAG_PX, y);
    await page.waitForTimeout(STEP_MS);
  }
  await page.mouse.up();
}

async function keys(page: Page): Promise<void> {
  for (const key of ['w', 'd', 'ArrowLeft', 's']) {
    for (let step = 0; step < KEY_STEPS; step += 1) {
      await page.keyboard.press(key);
      await page.waitForTimeout(KEY_REPEAT_MS);
    }
  }
}

export interface Place {
  /** Selector of the element whose descendants are counted. */
  readonly picture: string;
  /** Where the hand works, in the page's pixels. */
  readonly x: number;
  readonly y: number;
}

/** Zoom in and out by the wheel over the whole case. */
export function zoomFrames(page: Page, { picture, x, y }: Place): Promise<Frames> {
  return record(page, picture, () => wheel(page, x, y));
}

/** A few turns of the wheel closer, then a long drag; the turns are not measured. */
export async function panFrames(page: Page, { picture, x, y }: Place, turns: number): Promise<Frames> {
  await page.mouse.move(x, y);
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, -100);
  await page.waitForTimeout(1000);
  const frames = await record(page, picture, () => drag(page, x, y));
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, 100);
  await page.waitForTimeout(1000);
  return frames;
}

/** W, D, left and S held down; only our own picture knows keys. */
export function keyFrames(page: Page, { picture }: Place): Promise<Frames> {
  return record(page, picture, () => keys(page));
}
