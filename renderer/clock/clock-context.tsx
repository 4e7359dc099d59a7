/** How any part of the window opens the dialog that corrects a clock. */
import { createContext, useContext } from 'react';
import type { SourceType } from '../../shared/events/event.ts';

/** Whose times are corrected: one file, one source, or both. */
export interface ClockScope {
  readonly file: number | null;
  readonly source: SourceType | null;
  /** As the dialog calls it; log text. */
  readonly name: string;
}

export interface Clock {
  correct(scope: ClockScope): void;
}

const ClockContext = createContext<Clock>({ correct: () => undefined });
export const ClockProvider = ClockContext.Provider;

export function useClock(): Clock {
  return useContext(ClockContext);
}
