import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { firstNumber } from './workbench.ts';

export class QueryBar {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Types a query and waits until the count is another one; answers the matching events. */
  async ask(text: string): Promise<number> {
    const before = await this.count();
    const input = this.#page.getByTestId('query-input');
    await input.fill(text);
    await input.press('Enter');
    await expect.poll(() => this.count(), { timeout: 15_000 }).not.toBe(before);
    return this.count();
  }

  count(): Promise<number> {
    return firstNumber(this.#page.getByTestId('query-count'));
  }

  async waitForCount(expected: number): Promise<void> {
    await expect.poll(() => this.count(), { timeout: 15_000 }).toBe(expected);
  }

  /** What the clipboard gives to the empty bar; the query stays as it was. */
  async pasted(): Promise<string> {
    const input = this.#page.getByTestId('query-input');
    const before = await input.inputValue();
    await input.fill('');
    await input.press('ControlOrMeta+V');
    const text = await input.inputValue();
    await input.fill(before);
    return text;
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
  }
}
