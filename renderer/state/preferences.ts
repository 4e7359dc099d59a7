/** What this machine remembers between starts: zone, theme, lanes, panel layout, columns and their widths. Never anything of a case. */
import type { LaneBy } from '../../shared/ipc/contract.ts';
import { LANES } from '../../shared/ipc/plain.ts';
import type { AppState, Theme } from './app-state.ts';

type Key = 'zone' | 'theme' | 'lanes' | 'layout' | 'columns' | 'columns-shown';
const PREFIX = 'throughline.';

export function remember(key: Key, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // A full or forbidden storage costs the preference, not the work.
  }
}

export function remembered(key: Key): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The remembered choices, each only if it still makes sense. */
export function withPreferences(state: AppState): AppState {
  const zone = remembered('zone');
  const theme = remembered('theme') as Theme | null;
  const lanes = remembered('lanes') as LaneBy | null;
  return {
    ...state,
    zone: zone !== null && (zone === 'local' || isZone(zone)) ? zone : state.zone,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    laneBy: lanes !== null && LANES.includes(lanes) ? lanes : state.laneBy,
  };
}
