/** How any part of the window says something about the chain: through one dialog, which asks for the reason. */
import { createContext, useContext } from 'react';
import type { LinkKind } from '../../shared/analysis/chain-types.ts';

/** What a verdict would be about. */
export interface ActSubject {
  readonly verdict: 'accept' | 'reject' | 'add';
  /** An event id or an entity (`ip:…`, …). */
  readonly to: string;
  /** Where the link begins; null: whatever it is reached from. */
  readonly from: string | null;
  readonly link: LinkKind | null;
  /** What it is called; log text. */
  readonly label: string;
}

/** An event that a menu is about. */
export interface EventSubject {
  readonly row: number;
  readonly id: string;
  readonly label: string;
}

export interface Acts {
  /** Opens the dialog. */
  ask(subject: ActSubject): void;
  /** Opens the menu of an event at a point of the window (client pixels). */
  menu(event: EventSubject, place: { readonly x: number; readonly y: number }): void;
}

const ActsContext = createContext<Acts>({ ask: () => undefined, menu: () => undefined });
export const ActsProvider = ActsContext.Provider;

export function useActs(): Acts {
  return useContext(ActsContext);
}
