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

  /** The shown columns by name, in order. */
  async headings(): Promise<string[]> {
    const headings = this.#page.getByTestId('table').getByRole('columnheader');
    return headings.evaluateAll((all) => all.map((heading) => heading.getAttribute('aria-label') ?? ''));
  }

  /** Pixels that can be seen only by scrolling sideways. */
  async hiddenWidth(): Promise<number> {
    const grid = this.#page.getByTestId('table').getByRole('grid');
    return grid.evaluate((element) => element.scrollWidth - element.clientWidth);
  }

  async toggleColumn(column: string): Promise<void> {
    await this.#page.getByTestId('column-button').click();
    await this.#page.getByTestId(`column-${column}`).click();
    await this.#page.keyboard.press('Escape');
  }

  async resetColumns(): Promise<void> {
    await this.#page.getByTestId('column-button').click();
    await this.#page.getByTestId('column-reset').click();
    await this.#page.getByTestId('column-menu').waitFor({ state: 'detached' });
  }

  /** Follows a value in the n-th drawn row to its page. */
  async follow(nth: number, cell: string): Promise<void> {
    await this.rows().nth(nth).locator(`.cell-${cell} .cell-pivot`).click();
  }

  /** Opens the menu of a value in the n-th drawn row and chooses what to do with it. */
  async pivot(
    nth: number,
    cell: string,
    action: 'page' | 'filter' | 'exclude' | 'only' | 'chain' | 'copy',
  ): Promise<void> {
    await this.rows().nth(nth).locator(`.cell-${cell} .cell-pivot`).click({ button: 'right' });
    await this.#page.getByTestId(`pivot-${action}`).click();
  }
}
