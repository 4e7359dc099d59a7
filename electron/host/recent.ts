/** The list of recent cases: a small JSON file of the user's, newest first, written whole and renamed into place. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { log } from './log.ts';
import { guardPath } from './path-guard.ts';

const MAX_RECENT = 12;
const FILE = 'recent.json';

const schema = z.object({
  version: z.literal(1),
  cases: z.array(z.object({ path: z.string().max(32_767) })).max(1000),
});

export interface RecentCase {
  readonly path: string;
  readonly exists: boolean;
}

export class RecentCases {
  readonly #folder: string;
  /** Writes go one after the other: two cases opened at once both stay in the list. */
  #writing: Promise<void> = Promise.resolve();

  constructor(configFolder: string) {
    this.#folder = configFolder;
  }

  /** Entries that the path guard refuses are left out: a list changed by somebody else must not reach the network. */
  async list(): Promise<readonly RecentCase[]> {
    const paths = await this.#read();
    return Promise.all(paths.map(async (path) => ({ path, exists: await isFile(path) })));
  }

  /** Puts the case first. A list that cannot be written costs comfort, not work: it is logged, never thrown. */
  add(path: string): Promise<void> {
    this.#writing = this.#writing
      .then(async () => {
        const others = (await this.#read()).filter((known) => known !== path);
        await this.#write([path, ...others].slice(0, MAX_RECENT));
      })
      .catch((error: unknown) => log('recent.not-written', { error: String(error) }));
    return this.#writing;
  }

  async #read(): Promise<string[]> {
    let text: string;
    try {
      text = await readFile(join(this.#folder, FILE), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        log('recent.not-read', { error: String(error) });
      return [];
    }
    const parsed = schema.safeParse(parseJson(text));
    if (!parsed.success) {
      log('recent.not-understood', { file: join(this.#folder, FILE) });
      return [];
    }
    return parsed.data.cases.flatMap(({ path }) => {
      const guarded = guardPath(path);
      return guarded.ok ? [guarded.value] : [];
    });
  }

  async #write(paths: readonly string[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const target = join(this.#folder, FILE);
    const temporary = `${target}.${randomBytes(6).toString('hex')}`;
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(
          `${JSON.stringify({ version: 1, cases: paths.map((path) => ({ path })) }, null, 2)}\n`,
        );
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
