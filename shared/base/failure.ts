/**
 * A failure that a user can act on: printed as `error: <what> — <what to do>` by the CLI and
 * shown with the same two parts in the window. Anything else that throws is a bug.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  /** What to do now, as an imperative sentence without a full stop. */
  readonly advice: string;

  constructor(code: FailureCode, what: string, advice: string) {
    super(what);
    this.name = 'Failure';
    this.code = code;
    this.advice = advice;
  }
}

/** The closed set of expected failures; hosts and tests switch on it. */
export type FailureCode =
  | 'usage'
  | 'runtime.too-old'
  | 'case.not-found'
  | 'case.exists'
  | 'case.not-a-case'
  | 'case.newer-version'
  | 'case.older-version'
  | 'case.damaged'
  | 'case.read-only'
  | 'case.locked'
  | 'case.none-open'
  | 'disk.full'
  | 'file.not-found'
  | 'file.unreadable'
  | 'import.busy'
  | 'import.cancelled'
  | 'query.syntax'
  | 'seed.not-found'
  | 'chain.cancelled'
  | 'event.not-found'
  | 'identity.not-found'
  | 'identity.ambiguous'
  | 'serve.port-in-use'
  | 'serve.no-browser'
  | 'ipc.bad-arguments'
  | 'ipc.unknown-method'
  | 'engine.died'
  | 'internal';
