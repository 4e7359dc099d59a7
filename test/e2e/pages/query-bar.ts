import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { firstNumber } from './workbench.ts';

export class QueryBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Types a query; answers how many events match it, once that is known. */
  async ask(text: string): Promise<number> {
    const input = this.#page.getByTestId('query-input');
    await input.fill(text);
    await input.press('Enter');
    await expect.poll(() => this.#count().getAttribute('data-query')).toBe(text);
    return this.count();
  }

  /** How many events match; waits for the answer to what stands in the bar and its chips. */
  async count(): Promise<number> {
    await expect.poll(() => this.#count().getAttribute('aria-busy')).toBe('false');
    return firstNumber(this.#count());
  }

  async waitForCount(expected: number): Promise<void> {
    await expect.poll(() => this.count()).toBe(expected);
  }

  #count() {
    return this.#page.getByTestId('query-count');
  }

  /** Types what cannot be parsed; answers what the bar says. */
  async complaint(text: string): Promise<string> {
    await this.#page.getByTestId('query-input').fill(text);
    await this.#page.getByTestId('query-input').press('Enter');
    return (await this.#page.getByTestId('query-error').textContent()) ?? '';
  }

  async chips(): Promise<string[]> {
    return this.#page.getByTestId('chip').allTextContents();
  }

  async clear(): Promise<void> {
    await this.#page.getByTestId('filter-clear').click();
    await expect.poll(() => this.#count().getAttribute('data-query')).toBe('');
    await this.count();
  }
}
