import type { Page } from 'playwright-core';
import { drawn } from './drawn.ts';

/** The panel of the chain's two graphs. */
export class Graph {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async show(view: 'Credential chain' | 'Blast radius', form: 'Picture' | 'Table'): Promise<void> {
    await this.#page.getByTestId('tab-graph').click();
    await this.#page.getByTestId('graph-view').getByText(view).click();
    await this.#page.getByTestId('graph-form').getByText(form).click();
    await this.#page.getByTestId(form === 'Picture' ? 'graph-picture' : 'graph-tables').waitFor();
  }

  /** What the sentence above the graph says. */
  async note(of: 'rotation' | 'sum'): Promise<string> {
    return (await this.#page.getByTestId(`graph-${of}`).textContent()) ?? '';
  }

  /** Presses keys on the picture; answers what is said to those who listen. */
  async walk(...keys: readonly string[]): Promise<string> {
    await this.#page.getByTestId('graph-picture').focus();
    for (const key of keys) await this.#page.keyboard.press(key);
    return (await this.#page.getByTestId('graph-spoken').textContent()) ?? '';
  }

  /** Walks through the whole picture; everything that is said on the way. */
  async walkAll(): Promise<string[]> {
    const said = [await this.walk('Escape', 'Home')];
    for (;;) {
      const next = await this.walk('ArrowRight');
      if (next === said.at(-1)) return said;
      said.push(next);
    }
  }

  async selection(): Promise<string> {
    return (await this.#page.getByTestId('graph-selection').textContent()) ?? '';
  }

  /** Clicks at a share of the picture's width and height. */
  async click(x: number, y: number): Promise<void> {
    const box = (await this.#page.getByTestId('graph-picture').boundingBox())!;
    await this.#page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await drawn(this.#page);
  }

  async selected(): Promise<boolean> {
    return (await this.#page.getByTestId('graph-selection').count()) > 0;
  }

  /** Opens the records behind a number of the selection, by its line. */
  async openFact(line: string): Promise<number> {
    const fact = this.#page.getByTestId('graph-selection').locator('li').filter({ hasText: line }).first();
    const number = fact.getByTestId('graph-open');
    const count = Number(((await number.textContent()) ?? '').replace(/\D/g, ''));
    await number.click();
    return count;
  }

  /** Rows of a table, the text of each. */
  async rows(table: string): Promise<string[]> {
    return this.#page.getByTestId(table).locator('tbody tr').allTextContents();
  }

  async sortBy(table: string, column: string): Promise<void> {
    await this.#page.getByTestId(table).getByRole('button', { name: column, exact: true }).click();
  }

  /** Opens the last number of a row. */
  async openRow(table: string, row: string | RegExp): Promise<number> {
    const number = this.#page
      .getByTestId(table)
      .locator('tbody tr')
      .filter({ hasText: row })
      .first()
      .getByTestId('graph-open')
      .last();
    const count = Number(((await number.textContent()) ?? '').replace(/\D/g, ''));
    await number.click();
    return count;
  }

  async toggleNames(row: RegExp): Promise<void> {
    const table = this.#page.getByTestId('radius-things');
    await table.locator('tbody tr').filter({ hasText: row }).first().getByTestId('radius-names').click();
  }

  async openTotal(row: RegExp): Promise<void> {
    const table = this.#page.getByTestId('radius-things');
    await table.locator('tbody tr').filter({ hasText: row }).first().getByTestId('radius-total').click();
  }

  async giveTotal(total: string, reason: string): Promise<void> {
    await this.#page.getByTestId('total-number').fill(total);
    await this.#page.getByTestId('total-reason').fill(reason);
    await this.#page.getByTestId('total-apply').click();
  }

  async canApplyTotal(total: string): Promise<boolean> {
    await this.#page.getByTestId('total-number').fill(total);
    return this.#page.getByTestId('total-apply').isEnabled();
  }

  async undoTotal(): Promise<void> {
    await this.#page.getByTestId('total-undo').click();
  }
}
