/** Turns what was thrown into what crosses a process boundary, and back. */
import { Failure, type FailureCode } from '../base/failure.ts';
import type { WireError } from './contract.ts';

/** A `Failure` keeps its words; anything else is a mistake of the program and says so without a stack. */
export function toWireError(thrown: unknown): WireError {
  if (thrown instanceof Failure) return { code: thrown.code, message: thrown.message, advice: thrown.advice };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: `the program made a mistake: ${message}`,
    advice: 'try again, and report this sentence',
  };
}

/** The other end's error as a `Failure`. Both ends are this program, so the code is one of ours. */
export function fromWireError(error: WireError): Failure {
  return new Failure(error.code as FailureCode, error.message, error.advice);
}
