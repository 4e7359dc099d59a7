import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The page of one entity. */
export class EntityPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** What the open page is about, once it is there. */
  async waitFor(kind: string, label: string): Promise<void> {
    await expect.poll(() => this.#page.getByTestId('entity-kind').textContent()).toBe(kind);
    await expect.poll(() => this.#page.getByTestId('entity-label').textContent()).toContain(label);
  }

  list(name: string) {
    return this.#page.getByTestId(`entity-list-${name}`);
  }

  section(name: string) {
    return this.#page.getByTestId(`entity-${name}`);
  }

  /** Opens a list as far as the page goes. */
  async openList(name: string): Promise<void> {
    await this.list(name).getByTestId('entity-more').click();
  }

  /** Follows a value of a list to its own page. */
  async follow(list: string, label: string): Promise<void> {
    await this.list(list).getByRole('button', { name: label, exact: true }).first().click();
  }

  async back(): Promise<void> {
    await this.#page.getByTestId('entity-back').click();
  }

  async forward(): Promise<void> {
    await this.#page.getByTestId('entity-forward').click();
  }

  /** Opens the events behind the n-th number of a part, and answers that number. */
  async openCount(part: 'summary' | { readonly list: string }, nth = 0): Promise<number> {
    const place =
      part === 'summary' ? this.#page.getByTestId('entity').locator('.entity-summary') : this.list(part.list);
    const button = place.getByTestId('entity-count').nth(nth);
    const events = Number(await button.getAttribute('data-events'));
    await button.click();
    return events;
  }

  async pivot(what: 'filter' | 'exclude' | 'chain'): Promise<void> {
    await this.#page.getByTestId(`entity-${what}`).click();
  }
}
