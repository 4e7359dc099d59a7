/** Opens a case for one command and closes it whatever happens. */
import { Engine } from '../engine/index.ts';

export async function withCase<T>(path: string, work: (engine: Engine) => T | Promise<T>): Promise<T> {
  const engine = new Engine();
  engine.open(path);
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
