/**
 * Files dropped on a browser window arrive as bytes and wait for their import in a private folder, which is wiped at
 * the end. A folder left by a process that was killed is wiped at the next start.
 */
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../../shared/base/failure.ts';
import { log } from '../host/log.ts';

const PREFIX = 'throughline-upload-';
/** Left free beside an upload: the case that it is imported into needs room too. */
const RESERVE_BYTES = 64 * 1024 * 1024;

export class Uploads {
  readonly #parent: string;
  #folder: string | null = null;
  readonly #wipe = () => this.wipe();

  constructor(parent: string = tmpdir()) {
    this.#parent = parent;
    wipeAbandoned(parent);
    process.once('exit', this.#wipe);
  }

  /**
   * @param declaredBytes the request's Content-Length, null when it did not say
   * @returns the path of the received file @throws Failure `disk.full`, `file.unreadable`
   */
  async receive(body: Readable, declaredBytes: number | null): Promise<string> {
    this.#folder ??= mkdtempSync(join(this.#parent, `${PREFIX}${process.pid}-`));
    const room = freeBytes(this.#folder) - RESERVE_BYTES;
    if (declaredBytes !== null && declaredBytes > room) throw full(this.#parent, declaredBytes);
    const path = join(this.#folder, randomBytes(16).toString('hex'));
    let received = 0;
    const measured = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        received += chunk.length;
        done(received > room ? full('', received) : null, chunk);
      },
    });
    try {
      await pipeline(body, measured, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(path, { force: true });
      if (error instanceof Failure) throw error;
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw full(this.#parent, received);
      throw new Failure(
        'file.unreadable',
        `the file did not arrive whole (${String(error)})`,
        'drop it again',
      );
    }
    return path;
  }

  wipe(): void {
    process.off('exit', this.#wipe);
    if (this.#folder === null) return;
    rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}

function full(folder: string, bytes: number): Failure {
  return new Failure(
    'disk.full',
    `there is no room for ${bytes} bytes${folder === '' ? '' : ` in ${folder}`}`,
    'free some space, or import from the folder with Import instead of dropping',
  );
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function wipeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch (error) {
      log('uploads.not-wiped', { folder: name, error: String(error) });
    }
  }
}

/** EPERM means that it lives and is somebody else's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
