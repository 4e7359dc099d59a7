import type { Page } from 'playwright-core';

/** The custody log, and its head in the status bar. */
export class Custody {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async statusText(): Promise<string> {
    return (await this.#page.getByTestId('status-custody').textContent()) ?? '';
  }

  async openFromStatus(): Promise<void> {
    await this.#page.getByTestId('status-custody').click();
    await this.#page.getByTestId('custody').waitFor();
  }

  async copyFromStatus(): Promise<void> {
    await this.#page.getByTestId('status-copy-head').click();
    await this.#page.getByRole('button', { name: 'Copied' }).waitFor();
  }

  async head(): Promise<string> {
    return (await this.#page.getByTestId('custody-head').textContent()) ?? '';
  }

  /** Entries, the newest first. */
  async entries(): Promise<string[]> {
    return this.#page.getByTestId('custody-entry').allTextContents();
  }

  async text(): Promise<string> {
    return (await this.#page.getByTestId('custody').textContent()) ?? '';
  }

  /** Opens the n-th entry; answers its whole text. */
  async whole(nth: number): Promise<string> {
    const entry = this.#page.getByTestId('custody-entry').nth(nth);
    await entry.locator('button').click();
    return (await entry.locator('pre').textContent()) ?? '';
  }
}
