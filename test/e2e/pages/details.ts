import type { Page } from 'playwright-core';

export class Details {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async text(): Promise<string> {
    return (await this.#page.getByTestId('details').textContent({ timeout: 15_000 })) ?? '';
  }

  /** The record exactly as it stands in the evidence. */
  async exactRecord(): Promise<string> {
    await this.#page.getByRole('tab', { name: 'Exact' }).click();
    return (await this.#page.getByTestId('details-raw').filter({ visible: true }).textContent()) ?? '';
  }
}
