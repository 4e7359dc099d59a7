/** The panels that dock in the workbench, and how other parts bring one to the front. */
import { createContext, useContext } from 'react';

export const PANELS = [
  'timeline',
  'coverage',
  'ledger',
  'custody',
  'facets',
  'table',
  'details',
  'chain',
  'graph',
  'identities',
  'entity',
] as const;
export type PanelId = (typeof PANELS)[number];

export interface Panels {
  show(panel: PanelId): void;
  /** Puts every panel back to its first place. */
  reset(): void;
}

const PanelsContext = createContext<Panels>({ show: () => undefined, reset: () => undefined });
export const PanelsProvider = PanelsContext.Provider;

export function usePanels(): Panels {
  return useContext(PanelsContext);
}

const ShownContext = createContext(true);
export const ShownProvider = ShownContext.Provider;

/** Whether the panel around this component is in sight: one behind another tab has nothing to ask for. */
export function useShown(): boolean {
  return useContext(ShownContext);
}
