import type { Page } from 'playwright-core';

export class Details {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async text(): Promise<string> {
    return (await this.#page.getByTestId('details').textContent()) ?? '';
  }

  /** Copies the record that is shown, and waits until the window says so. */
  async copyRecord(): Promise<void> {
    const button = this.#page.getByTestId('details-copy').filter({ visible: true });
    await button.click();
    await button.getByText('Copied').waitFor();
  }

  /** The record exactly as it stands in the evidence. */
  async exactRecord(): Promise<string> {
    await this.#page.getByRole('tab', { name: 'Exact' }).click();
    return (await this.#page.getByTestId('details-raw').filter({ visible: true }).textContent()) ?? '';
  }
}
