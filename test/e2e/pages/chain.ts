import type { Locator, Page } from 'playwright-core';
import { drawn } from './drawn.ts';

type Tab = 'story' | 'milestones' | 'entities' | 'decisions';

/** The chain panel, and the dialog in which something is said of the chain. */
export class Chain {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  lines(): Locator {
    return this.#page.getByTestId('story-line');
  }

  /** The line whose text matches, scrolled into sight. */
  async line(text: RegExp): Promise<Locator> {
    const deed = this.#page.locator('.story-deed').filter({ hasText: text }).first();
    const scroll = this.#page.getByTestId('chain-story');
    for (let y = 0; y < 20_000 && (await deed.count()) === 0; y += 300) {
      await scroll.evaluate((element, top) => element.scrollTo(0, top), y);
      await drawn(this.#page);
    }
    await deed.scrollIntoViewIfNeeded();
    return deed;
  }

  async sum(): Promise<string> {
    return (await this.#page.getByTestId('chain-sum').textContent()) ?? '';
  }

  async tab(tab: Tab): Promise<void> {
    await this.#page.getByTestId(`chain-tab-${tab}`).click();
  }

  steps(): Locator {
    return this.#page.getByTestId('story-step');
  }

  /** Opens the reasons of the n-th drawn step. */
  async why(nth: number): Promise<Locator> {
    await this.steps().nth(nth).getByTestId('step-why').click();
    const why = this.#page.getByTestId('why').first();
    await why.waitFor();
    return why;
  }

  async say(reason: string): Promise<void> {
    await this.#page.getByTestId('verdict-reason').fill(reason);
    await this.#page.getByTestId('verdict-apply').click();
    await this.#page.locator('.verdict-dialog').waitFor({ state: 'detached' });
  }

  async seeds(): Promise<string[]> {
    return this.#page.getByTestId('chain-seed-tag').allTextContents();
  }
}
