/**
 * `npm run bench:picture -- [CASE.tline …]`: the window in a real Chromium without a GPU, served by the build, under a
 * hand that pans and zooms; beside it in the same run vis-timeline by itself with events of the same case. Then the
 * start of the window. Without a case: the sample. Needs `npm run build`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { TOKEN_HEADER } from '../../shared/ipc/bridge.ts';
import type { CaseInfo, EventPage } from '../../shared/ipc/contract.ts';
import { launchChromium } from '../e2e/chromium.ts';
import { type Frames, keyFrames, type Place, panFrames, zoomFrames } from './picture-frames.ts';
import { openPeer, type PeerEvent } from './picture-peer.ts';
import { importSample, type Served, serveCase } from './picture-serve.ts';
import { openPage, type Start, startTwice } from './picture-start.ts';

const ROUNDS = 3;
const STARTS = 5;
const PEER_SIZES = [1000, 5000];
/** Turns of the wheel before a drag: near enough that single events show, and all the way out. */
const NEAR_TURNS = 30;
const WARM_UP_MS = 1500;

/** One call of the window's own door. */
async function ask<T>(url: string, method: string, args: unknown): Promise<T> {
  const { origin, hash } = new URL(url);
  const response = await fetch(`${origin}/rpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [TOKEN_HEADER]: hash.replace('#token=', '') },
    body: JSON.stringify({ method, args }),
  });
  const answer = (await response.json()) as { ok: boolean; result: T; error?: { message: string } };
  if (!answer.ok) throw new Error(`${method}: ${answer.error?.message}`);
  return answer.result;
}

/** Events of the case, evenly spread over its order of time. */
async function sampleOf(url: string, wanted: number): Promise<readonly PeerEvent[]> {
  const filter = { kind: 'all' };
  const { total } = await ask<EventPage>(url, 'events.page', { filter, offset: 0, limit: 1 });
  const events: PeerEvent[] = [];
  const blocks = 20;
  for (let block = 0; block < blocks; block += 1) {
    const offset = Math.floor((total * block) / blocks);
    const { rows } = await ask<EventPage>(url, 'events.page', { filter, offset, limit: wanted / blocks });
    for (const row of rows) if (row.time !== null) events.push({ ms: row.time / 1000, name: row.action });
  }
  return events;
}

type Measured = Readonly<Record<string, Frames>>;

async function measure(page: Page, place: Place, own: boolean): Promise<Measured> {
  await page.waitForTimeout(WARM_UP_MS);
  const zoom = await zoomFrames(page, place);
  await page.waitForTimeout(1000);
  const pan = await panFrames(page, place, 4);
  if (!own) return { zoom, pan };
  const near = await panFrames(page, place, NEAR_TURNS);
  await page.locator(place.picture).focus();
  return { zoom, pan, 'pan, single events': near, keys: await keyFrames(page, place) };
}

async function ownPicture(browser: Browser, url: string): Promise<{ place: Place; page: Page; size: Box }> {
  const page = await openPage(browser, url);
  const size = (await page.getByTestId('timeline').boundingBox())!;
  const place = {
    picture: '[data-testid="timeline"]',
    x: size.x + size.width * 0.55,
    y: size.y + size.height * 0.5,
  };
  return { place, page, size };
}

interface Box {
  readonly width: number;
  readonly height: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

/** Figure by figure, the median of the rounds. */
function medianFrames(rounds: readonly Frames[]): Frames {
  const of = (pick: (frames: Frames) => number) => median(rounds.map(pick));
  return {
    frames: of((f) => f.frames),
    p50: of((f) => f.p50),
    p95: of((f) => f.p95),
    max: of((f) => f.max),
    restMax: of((f) => f.restMax),
    nodes: Math.max(...rounds.map((f) => f.nodes)),
  };
}

function combined(rounds: readonly Measured[]): Measured {
  const names = Object.keys(rounds[0]!);
  return Object.fromEntries(names.map((name) => [name, medianFrames(rounds.map((round) => round[name]!))]));
}

const COLUMNS = [34, 8, 8, 8, 8, 10, 8];
const print = (...cells: readonly (string | number)[]) =>
  console.log(cells.map((cell, i) => String(cell).padEnd(COLUMNS[i] ?? 8)).join(' '));

function printFrames(name: string, measured: Measured): void {
  for (const [gesture, { frames, p50, p95, max, restMax, nodes }] of Object.entries(measured)) {
    const ms = (value: number) => value.toFixed(1);
    print(`${name}: ${gesture}`, frames, ms(p50), ms(p95), ms(max), ms(restMax), nodes);
  }
}

async function frames(served: Served): Promise<void> {
  const browser = await launchChromium();
  try {
    const events = await Promise.all(PEER_SIZES.map((size) => sampleOf(served.url, size)));
    const own: Measured[] = [];
    const peers: Measured[][] = PEER_SIZES.map(() => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { page, place, size } = await ownPicture(browser, served.url);
      own.push(await measure(page, place, true));
      await page.close();
      for (const [i, list] of events.entries()) {
        const peer = await openPeer(browser, list, size);
        const middle = { picture: '#picture', x: size.width * 0.55, y: size.height * 0.5 };
        peers[i]!.push(await measure(peer, middle, false));
        await peer.close();
      }
    }
    print('frames in ms', 'frames', 'p50', 'p95', 'max', 'at rest', 'nodes');
    const ours = combined(own);
    printFrames('Throughline', ours);
    peers.forEach((rounds, i) => {
      const peer = combined(rounds);
      printFrames(`vis-timeline, ${events[i]!.length} items`, peer);
      for (const gesture of ['zoom', 'pan'] as const)
        print(`  ratio of p95, ${gesture}`, '', '', (peer[gesture]!.p95 / ours[gesture]!.p95).toFixed(1));
    });
  } finally {
    await browser.close();
  }
}

async function starts(casePath: string): Promise<void> {
  const listening: number[] = [];
  const cold: Start[] = [];
  const warm: Start[] = [];
  for (let round = 0; round < STARTS; round += 1) {
    const served = await serveCase(casePath);
    listening.push(served.listeningMs);
    try {
      const start = await startTwice(served.url);
      cold.push(start.cold);
      warm.push(start.warm);
    } finally {
      await served.stop();
    }
  }
  print('start, median of', STARTS);
  print('process to its address, case open', `${median(listening).toFixed(0)} ms`);
  for (const [name, runs] of [
    ['cold', cold],
    ['warm', warm],
  ] as const) {
    const of = (pick: (start: Start) => number) => median(runs.map(pick));
    print(`${name}: first paint`, `${of((s) => s.firstPaintMs).toFixed(0)} ms`);
    print(`${name}: first picture`, `${of((s) => s.firstPictureMs).toFixed(0)} ms`);
    print(
      `${name}: script`,
      `${Math.round(of((s) => s.scriptBytes) / 1000)} kB`,
      `${of((s) => s.requests)} files`,
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), 'throughline-picture-'));
try {
  const given = process.argv.slice(2);
  const sample = join(folder, 'sample.tline');
  if (given.length === 0) importSample(sample);
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node.js ${process.versions.node}`);
  for (const casePath of given.length === 0 ? [sample] : given) {
    const served = await serveCase(casePath);
    try {
      const info = await ask<CaseInfo>(served.url, 'case.info', {});
      console.log(`${basename(casePath)}: ${info.events} events`);
      await frames(served);
    } finally {
      await served.stop();
    }
    await starts(casePath);
  }
} finally {
  rmSync(folder, { recursive: true });
}
