import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

type Part = 'Who' | 'May be one' | 'Look alike' | 'Machines' | 'Decided';

/** The panel that says who is who. */
export class Identities {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async show(part: Part): Promise<void> {
    await this.#page.getByRole('tab', { name: part }).click();
  }

  rows(kind: 'suggestion' | 'look-alike' | 'machine' | 'decided' | 'identity-row'): Locator {
    return this.#page.getByTestId(kind);
  }

  async count(kind: Parameters<Identities['rows']>[0], wanted: number): Promise<void> {
    await expect.poll(() => this.rows(kind).count()).toBe(wanted);
  }

  async find(text: string): Promise<void> {
    await this.#page.getByTestId('identity-search').fill(text);
  }

  /** Opens the names of the only identity that is listed. */
  async open(): Promise<Locator> {
    await this.count('identity-row', 1);
    await this.rows('identity-row').getByRole('button', { name: 'Show names' }).click();
    return this.rows('identity-row').locator('.identity-more');
  }

  /** Parts two names of the identity that is open. */
  async part(one: string, other: string, reason: string): Promise<void> {
    await this.#page.getByTestId('identity-split').click();
    await this.#page.getByLabel('This name').selectOption({ label: one });
    await this.#page.getByLabel('is not this one').selectOption({ label: other });
    await this.#page.getByLabel('Reason').fill(reason);
  }

  async apply(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Part them' }).click();
    await expect.poll(() => this.#page.getByRole('dialog').count()).toBe(0);
  }
}
