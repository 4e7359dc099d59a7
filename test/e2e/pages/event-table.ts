import type { Page } from 'playwright-core';

export class EventTable {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Rows of the whole list, drawn or not. */
  async total(): Promise<number> {
    return Number(await this.#page.getByTestId('table').getByRole('grid').getAttribute('aria-rowcount'));
  }

  rows() {
    return this.#page.getByTestId('table-row');
  }

  /** Text of the n-th drawn row. */
  async text(nth: number): Promise<string> {
    return (await this.rows().nth(nth).textContent()) ?? '';
  }

  async select(nth: number): Promise<void> {
    await this.rows().nth(nth).locator('.cell-time').click();
  }

  async selectedText(): Promise<string> {
    return (await this.#page.locator('[data-testid="table-row"][aria-selected="true"]').textContent()) ?? '';
  }

  /** Opens the menu of a value in the n-th drawn row and chooses what to do with it. */
  async pivot(nth: number, cell: string, action: 'filter' | 'exclude' | 'only' | 'chain'): Promise<void> {
    await this.rows().nth(nth).locator(`.cell-${cell} .cell-pivot`).click();
    await this.#page.getByTestId(`pivot-${action}`).click();
  }
}
