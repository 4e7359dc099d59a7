import type { Page } from 'playwright-core';

/** The ledger that an import ends with. */
export class Ledger {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The verdict of the dialog after an import. */
  async verdict(): Promise<string> {
    const verdict = this.#page.getByRole('dialog').getByTestId('ledger-verdict');
    return (await verdict.textContent({ timeout: 60_000 })) ?? '';
  }

  async rows(): Promise<string[]> {
    return this.#page.getByRole('dialog').getByTestId('ledger-row').allTextContents();
  }

  async close(): Promise<void> {
    await this.#page.getByTestId('ledger-close').click();
    await this.#page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}
