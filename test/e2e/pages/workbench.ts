import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { AppUnderTest } from '../app.ts';
import { Clock } from './clock.ts';
import { Coverage } from './coverage.ts';
import { Custody } from './custody.ts';
import { Details } from './details.ts';
import { EntityPanel } from './entity.ts';
import { EventTable } from './event-table.ts';
import { Graph } from './graph.ts';
import { Ledger } from './ledger.ts';
import { QueryBar } from './query-bar.ts';
import { Timeline } from './timeline.ts';

type PanelId =
  | 'timeline'
  | 'coverage'
  | 'ledger'
  | 'custody'
  | 'facets'
  | 'details'
  | 'chain'
  | 'graph'
  | 'identities'
  | 'entity';

/** The window around an open case. */
export class Workbench {
  readonly query: QueryBar;
  readonly table: EventTable;
  readonly timeline: Timeline;
  readonly details: Details;
  readonly ledger: Ledger;
  readonly coverage: Coverage;
  readonly custody: Custody;
  readonly clock: Clock;
  readonly graph: Graph;
  readonly entity: EntityPanel;
  readonly #app: AppUnderTest;

  constructor(app: AppUnderTest) {
    this.#app = app;
    this.query = new QueryBar(app.page);
    this.table = new EventTable(app.page);
    this.timeline = new Timeline(app.page);
    this.details = new Details(app.page);
    this.ledger = new Ledger(app.page);
    this.coverage = new Coverage(app.page);
    this.custody = new Custody(app.page);
    this.clock = new Clock(app.page);
    this.graph = new Graph(app.page);
    this.entity = new EntityPanel(app.page);
  }

  /** What the clipboard gives, pasted into a field that asks nothing of the app. */
  async pasted(): Promise<string> {
    const { page } = this.#app;
    await page.evaluate(() => {
      const field = document.createElement('input');
      field.id = 'paste-here';
      document.body.append(field);
    });
    const field = page.locator('#paste-here');
    await field.press('ControlOrMeta+V');
    await expect.poll(() => field.inputValue()).not.toBe('');
    const text = await field.inputValue();
    await field.evaluate((element) => element.remove());
    return text;
  }

  /** Events of the case as the header says. */
  async events(): Promise<number> {
    return firstNumber(this.#app.page.getByTestId('case-events'));
  }

  async waitForEvents(): Promise<number> {
    await expect.poll(() => this.events(), { timeout: 120_000 }).toBeGreaterThan(0);
    return this.events();
  }

  async importFolder(path: string): Promise<void> {
    const { page } = this.#app;
    await page.getByTestId('import-button').click();
    await this.#app.choose(() => page.getByTestId('import-folder').click(), path);
  }

  async importFile(path: string): Promise<void> {
    const { page } = this.#app;
    await page.getByTestId('import-button').click();
    await this.#app.choose(() => page.getByTestId('import-files').click(), path);
  }

  /** Stops the running import as soon as it can be stopped. */
  async cancelImport(): Promise<void> {
    await this.#app.page.getByTestId('import-cancel').click();
  }

  async setZone(zone: string): Promise<void> {
    const { page } = this.#app;
    await page.getByTestId('zone-select').click();
    await page.getByPlaceholder('Find a time zone').fill(zone);
    await page.getByTestId(`zone-${zone}`).last().click();
  }

  async setTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.#app.page.getByTestId(`theme-${theme}`).click();
  }

  /** Brightness of the window's ground, 0 black to 255 white. */
  async groundBrightness(): Promise<number> {
    return this.#app.page.evaluate(() => {
      const colour = getComputedStyle(document.querySelector('[data-testid="workbench"]')!).backgroundColor;
      const body = getComputedStyle(document.body).backgroundColor;
      const [r = 0, g = 0, b = 0, a = 1] = (/, 0\)$/.test(colour) ? body : colour)
        .match(/[\d.]+/g)!
        .map(Number);
      return a === 0 ? Number.NaN : (r + g + b) / 3;
    });
  }

  async showPanel(id: PanelId): Promise<void> {
    await this.#app.page.getByTestId(`tab-${id}`).click();
  }

  async pickFacet(field: string, value: string): Promise<void> {
    await this.showPanel('facets');
    await this.#app.page
      .getByTestId(`facet-${field}`)
      .getByTestId('facet-value')
      .filter({ hasText: value })
      .first()
      .click();
  }

  /** Lines of the attack chain from a seed. */
  async chainFrom(seed: string): Promise<string[]> {
    const { page } = this.#app;
    await this.showPanel('chain');
    await page.getByTestId('chain-seed').fill(seed);
    await page.getByTestId('chain-run').click();
    await this.chainComputed();
    await page.getByTestId('chain-story').waitFor();
    return page.getByTestId('story-line').allTextContents();
  }

  /** The answer is there when nothing is under way; what the window asks for by itself must have begun by then. */
  async chainComputed(): Promise<void> {
    await this.#app.page.getByTestId('chain-computing').waitFor({ state: 'detached' });
  }

  async closeCase(): Promise<void> {
    await this.#app.page.getByTestId('case-close').click();
    await this.#app.page.getByTestId('start-new').waitFor();
  }
}

export async function firstNumber(place: Locator): Promise<number> {
  const text = (await place.textContent()) ?? '';
  const match = /\d[\d\s,.]*/.exec(text);
  return match === null ? Number.NaN : Number(match[0].replace(/\D/g, ''));
}
