/**
 * Files and folders as the window sees them: random names that this process gave out for paths the user picked,
 * dropped or was shown. A window that was taken over can hand back a token, never a path of its own choosing.
 */
import { randomBytes } from 'node:crypto';
import { Failure } from '../../shared/base/failure.ts';

export type TokenKind = 'file' | 'folder' | 'new-case';

export interface Granted {
  readonly path: string;
  readonly kind: TokenKind;
  /** What the evidence is called when it is not its path: the name of an uploaded file. */
  readonly displayName: string | null;
}

/** Tokens live as long as the process; beyond this many the oldest are forgotten. */
const MAX_TOKENS = 200_000;

export class TokenRegistry {
  readonly #byToken = new Map<string, Granted>();
  readonly #byGrant = new Map<string, string>();

  /** 128 random bits as hex; the same grant keeps its token, so that browsing a folder twice costs nothing. */
  grant(path: string, kind: TokenKind, displayName: string | null = null): string {
    const key = `${kind}\0${path}\0${displayName ?? ''}`;
    const known = this.#byGrant.get(key);
    if (known !== undefined) return known;
    const token = randomBytes(16).toString('hex');
    this.#byToken.set(token, { path, kind, displayName });
    this.#byGrant.set(key, token);
    if (this.#byToken.size > MAX_TOKENS) this.#forgetOldest();
    return token;
  }

  /** @throws Failure `file.not-found` for a token that was not given out, or not for this kind of thing. */
  resolve(token: string, ...kinds: readonly TokenKind[]): Granted {
    const granted = this.#byToken.get(token);
    if (granted === undefined || !kinds.includes(granted.kind)) {
      throw new Failure('file.not-found', 'this file was not chosen in this session', 'choose it again');
    }
    return granted;
  }

  #forgetOldest(): void {
    const [token, granted] = this.#byToken.entries().next().value!;
    this.#byToken.delete(token);
    this.#byGrant.delete(`${granted.kind}\0${granted.path}\0${granted.displayName ?? ''}`);
  }
}
