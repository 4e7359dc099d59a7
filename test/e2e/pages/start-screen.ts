import type { AppUnderTest } from '../app.ts';
import { Workbench } from './workbench.ts';

export class StartScreen {
  readonly #app: AppUnderTest;

  constructor(app: AppUnderTest) {
    this.#app = app;
  }

  async openSample(): Promise<Workbench> {
    await this.#app.page.getByTestId('start-sample').click();
    return this.#workbench();
  }

  async newCase(name: string): Promise<Workbench> {
    await this.#app.nameCase(() => this.#app.page.getByTestId('start-new').click(), name);
    return this.#workbench();
  }

  async openCase(path: string): Promise<void> {
    await this.#app.choose(() => this.#app.page.getByTestId('start-open').click(), path);
  }

  async openRecent(name: string): Promise<Workbench> {
    await this.#app.page.getByTestId('start-recent').filter({ hasText: name }).first().click();
    return this.#workbench();
  }

  async recentNames(): Promise<string[]> {
    return this.#app.page.getByTestId('start-recent').locator('strong').allTextContents();
  }

  /** What the window says when something could not be done. */
  async notice(): Promise<string> {
    return (await this.#app.page.getByTestId('notice').first().textContent()) ?? '';
  }

  async #workbench(): Promise<Workbench> {
    await this.#app.page.getByTestId('workbench').waitFor();
    return new Workbench(this.#app);
  }
}
