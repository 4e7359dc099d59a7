/**
 * Opens a case for one command and closes it whatever happens. A large case is read to its end meanwhile: a command whose
 * answers come from a damaged file fails, even where none of them shows it.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Engine } from '../engine/index.ts';

export async function withCase<T>(path: string, work: (engine: Engine) => T | Promise<T>): Promise<T> {
  const engine = new Engine();
  engine.open(path);
  try {
    const checked = engine.checked();
    // Whatever the command itself fails with is said first.
    checked.catch(() => {});
    const result = await work(engine);
    await checked;
    return result;
  } finally {
    engine.close();
  }
}

/** SHA-256 of a file that a command wrote, lower-case hex. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
