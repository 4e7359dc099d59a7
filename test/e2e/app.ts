/** The app under test, whatever shows it. */
import type { Page } from 'playwright-core';
import type { Problems } from './problems.ts';

export interface AppUnderTest {
  readonly page: Page;
  readonly problems: Problems;
  readonly places: Places;
  /** Does what asks for a file or folder, and answers: in the system's dialog, or by walking the window's own browser. */
  choose(ask: () => Promise<void>, path: string): Promise<void>;
  /** The same for the name of a new case in the home folder. */
  nameCase(ask: () => Promise<void>, name: string): Promise<void>;
  /** As if the user had dropped these files on the window. */
  drop(paths: readonly string[]): Promise<void>;
  /** Loads the page again. */
  reload(): Promise<void>;
  /** Ends the program as a user does; resolves when it is gone. */
  quit(): Promise<void>;
}

/** Folders of one run, all inside a temporary one. */
export interface Places {
  readonly config: string;
  readonly data: string;
  readonly home: string;
}

export interface Driver {
  readonly name: string;
  launch(places: Places): Promise<AppUnderTest>;
}
