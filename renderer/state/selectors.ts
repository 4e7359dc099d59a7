/** Small readings of the state that several panels share. */

import { useEffect, useState } from 'react';
import type { AppState, ShownChain } from './app-state.ts';
import { useApp } from './store-context.tsx';

/** The zone as an IANA name: `local` is the zone of the machine that the host runs on. */
export function zoneName(state: AppState): string {
  if (state.zone !== 'local') return state.zone;
  return state.host?.zone ?? 'UTC';
}

export function useZone(): string {
  return useApp(zoneName);
}

/** The chain in sight: the last answer, also while it is computed anew; null without one. */
export function shownChain({ chain }: AppState): ShownChain | null {
  if (chain.kind === 'ready') return chain;
  return chain.kind === 'computing' ? chain.before : null;
}

/** The chain before which everything else steps back; null when nothing does. */
export function litChain(state: AppState): ShownChain | null {
  return state.chainBright ? shownChain(state) : null;
}

const DARK = '(prefers-color-scheme: dark)';

/** The theme in force, `system` resolved and followed. */
export function useThemeInForce(): 'light' | 'dark' {
  const theme = useApp((state) => state.theme);
  const [systemDark, setSystemDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = () => setSystemDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  if (theme !== 'system') return theme;
  return systemDark ? 'dark' : 'light';
}
