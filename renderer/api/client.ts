/** The one door of the window: `call` by method name and pushed events, whatever stands behind it. */
import type { Args, Method, PushEvent, Result, WireError, WireResponse } from '../../shared/ipc/contract.ts';

/** A file that was dropped on the window, with its path below the dropped folder. */
export interface DroppedFile {
  readonly name: string;
  readonly file: File;
}

export interface Client {
  /** Throws `ClientError`: expected failures carry what happened and what to do. */
  call<M extends Method>(method: M, args: Args<M>): Promise<Result<M>>;
  /** Answers a function that ends the subscription. */
  onEvent(listener: (event: PushEvent) => void): () => void;
  /** Turns dropped files into tokens that `import.start` takes. */
  tokensFor(files: readonly DroppedFile[]): Promise<readonly string[]>;
  /** Whether a dropped folder must be walked here; Electron's host walks it itself. */
  readonly walksFolders: boolean;
}

/** A failure as the window shows it: what happened, and what to do now. */
export class ClientError extends Error {
  readonly code: string;
  readonly advice: string;

  constructor(error: WireError) {
    super(error.message);
    this.name = 'ClientError';
    this.code = error.code;
    this.advice = error.advice;
  }
}

/** Any thrown thing as something to show; mistakes of the program keep their message. */
export function asClientError(thrown: unknown): ClientError {
  if (thrown instanceof ClientError) return thrown;
  return new ClientError({
    code: 'internal',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    advice: 'The case file is safe. Try again; if it happens again, close the case and open it anew',
  });
}

/** The result of a wire response, or its error thrown. */
export function unwrap<M extends Method>(response: WireResponse): Result<M> {
  if (response.ok) return response.result as Result<M>;
  throw new ClientError(response.error);
}
