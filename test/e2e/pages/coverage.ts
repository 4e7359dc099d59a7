import type { Page } from 'playwright-core';
import { firstNumber } from './workbench.ts';

/** The map of silence and coverage with its tables. */
export class Coverage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Sources in the order of the map. */
  async sources(): Promise<string[]> {
    return this.#page.getByTestId('coverage-row').locator('.source-mark').allTextContents();
  }

  async pick(source: string): Promise<void> {
    await this.#page.getByTestId(`coverage-pick-${source}`).click();
  }

  #strip(source: string) {
    return this.#page.getByTestId(`hours-${source}`);
  }

  /** Walks with the keyboard from the source's first hour; answers what the hour says to those who listen. */
  async walk(source: string, ...keys: readonly string[]): Promise<string> {
    await this.#strip(source).focus();
    for (const key of keys) await this.#page.keyboard.press(key);
    return (await this.#strip(source).getAttribute('aria-valuetext')) ?? '';
  }

  /** Points at a share of the strip's width; answers what stands beside the pointer. */
  async point(source: string, share: number): Promise<string> {
    const box = await this.#strip(source).boundingBox();
    await this.#strip(source).hover({ position: { x: Math.round(box!.width * share), y: 9 } });
    return (await this.#page.getByTestId('coverage-tip').textContent()) ?? '';
  }

  async click(source: string, share: number): Promise<void> {
    const box = await this.#strip(source).boundingBox();
    await this.#strip(source).click({ position: { x: Math.round(box!.width * share), y: 9 } });
  }

  /** Different colours that the strip's canvas shows: an empty one has one. */
  async colours(source: string): Promise<number> {
    return this.#strip(source)
      .locator('canvas')
      .evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
  }

  /** Rows of one of the tables below the map, the whole text of each. */
  async rows(table: 'silences' | 'gaps' | 'never' | 'seen'): Promise<string[]> {
    return this.#page.getByTestId(`coverage-${table}`).locator('tbody tr').allTextContents();
  }

  /** What the heading of a table counts. */
  async total(table: 'silences' | 'gaps' | 'never' | 'seen'): Promise<number> {
    return firstNumber(this.#page.getByTestId(`coverage-${table}`).locator('h4 .tabular'));
  }

  async caveat(): Promise<string> {
    return (await this.#page.getByTestId('coverage-caveat').textContent()) ?? '';
  }

  async showSilence(nth: number): Promise<void> {
    await this.#page.getByTestId('coverage-silences').locator('tbody button').nth(nth).click();
  }

  async correctClock(source: string): Promise<void> {
    await this.#page.getByTestId(`coverage-clock-${source}`).click();
  }
}
