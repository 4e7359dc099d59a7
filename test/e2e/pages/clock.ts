import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The dialog that corrects a clock, and the list of corrections in the Evidence panel. */
export class Clock {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async openForFile(path: string): Promise<void> {
    await this.#page.getByRole('button', { name: `Correct clock… of ${path}` }).click();
    await this.#page.getByTestId('clock-preview').waitFor();
  }

  async setZone(zone: string): Promise<void> {
    await this.#page.getByTestId('clock-zone').selectOption(zone);
  }

  zoneEnabled(): Promise<boolean> {
    return this.#page.getByTestId('clock-zone').isEnabled();
  }

  async setSkew(text: string): Promise<void> {
    await this.#page.getByTestId('clock-skew').fill(text);
  }

  async setReason(text: string): Promise<void> {
    await this.#page.getByTestId('clock-reason').fill(text);
  }

  canApply(): Promise<boolean> {
    return this.#page.getByTestId('clock-apply').isEnabled();
  }

  /** Waits until the first event would stand at this time. */
  async waitForThen(time: string): Promise<void> {
    await expect.poll(() => this.#page.getByTestId('clock-then').textContent()).toContain(time);
  }

  async preview(): Promise<string> {
    return (await this.#page.getByTestId('clock-preview').textContent()) ?? '';
  }

  async apply(): Promise<void> {
    await this.#page.getByTestId('clock-apply').click();
    await this.#page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async status(): Promise<string | null> {
    // At one moment: it may go between a look whether it is there and a look what it says.
    const [status] = await this.#page.getByTestId('status-clock').allTextContents();
    return status ?? null;
  }

  async openFromStatus(): Promise<void> {
    await this.#page.getByTestId('status-clock').click();
  }

  async rules(): Promise<string[]> {
    return this.#page.getByTestId('clock-rule').allTextContents();
  }

  async undo(nth: number): Promise<void> {
    await this.#page.getByTestId('clock-undo').nth(nth).click();
  }
}
