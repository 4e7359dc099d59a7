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
      .poll(async () => Number((await this.summary()).split(' event')[0]!.replace(/\D/g, '')))
      .toBe(expected);
  }

  async zone(): Promise<string> {
    return (await this.#page.getByTestId('timeline-zone').textContent()) ?? '';
  }

  /** Single events drawn as elements; counts are on a canvas. */
  async drawnItems(): Promise<number> {
    return this.#page.locator('.tl-item').count();
  }

  /** Text of the lane for events without a time. */
  async undated(): Promise<string> {
    return (await this.#page.getByTestId('undated-lane').textContent()) ?? '';
  }

  async toggleUndated(): Promise<void> {
    await this.#page.getByTestId('undated-lane').click();
  }

  /** Names of the lanes that can be read: their text lies within their box. */
  async laneNames(): Promise<string[]> {
    return this.#page.locator('.vis-label').evaluateAll((labels) =>
      labels.flatMap((label) => {
        const name = label.querySelector('.tl-lane-name');
        if (name === null) return [];
        const box = label.getBoundingClientRect();
        const text = name.getBoundingClientRect();
        return text.top >= box.top && text.bottom <= box.bottom ? [name.textContent ?? ''] : [];
      }),
    );
  }

  async lanesBy(label: string): Promise<void> {
    await this.#page.getByTestId('lane-switch').getByText(label, { exact: true }).click();
  }
}
