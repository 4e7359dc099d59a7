import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export class Timeline {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What the timeline says of itself: `412 events in 5 lanes, 14 Nov – 24 Nov 2023`. */
  async summary(): Promise<string> {
    return (await this.#page.getByTestId('timeline-summary').textContent()) ?? '';
  }

  /** Waits until the timeline counts as many events as the table, give or take none. */
  async waitForEvents(expected: number): Promise<void> {
    await expect
      .poll(async () => Number((await this.summary()).split(' event')[0]!.replace(/\D/g, '')), {
        timeout: 15_000,
      })
      .toBe(expected);
  }

  async zone(): Promise<string> {
    return (await this.#page.getByTestId('timeline-zone').textContent()) ?? '';
  }

  /** Single events drawn as elements; counts are on a canvas. */
  async drawnItems(): Promise<number> {
    return this.#page.locator('.vis-item').count();
  }

  async lanesBy(label: string): Promise<void> {
    await this.#page.getByTestId('lane-switch').getByText(label, { exact: true }).click();
  }
}
