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
    return (await verdict.textContent()) ?? '';
  }

  async rows(): Promise<string[]> {
    return this.#page.getByRole('dialog').getByTestId('ledger-row').allTextContents();
  }

  /** The lines of a file in the Evidence panel: its sums by records and by bytes. */
  async sums(path: string): Promise<string[]> {
    const row = this.#page
      .getByTestId('ledger-row')
      .filter({ has: this.#page.getByTitle(path, { exact: true }) });
    await row.getByTestId('ledger-sums').waitFor();
    return row.getByTestId('ledger-sums').locator('span').allTextContents();
  }

  /** What rosters and rotation lists gave, in words. */
  async facts(): Promise<string> {
    return (await this.#page.getByTestId('ledger-facts').textContent()) ?? '';
  }

  async close(): Promise<void> {
    await this.#page.getByTestId('ledger-close').click();
    await this.#page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}
