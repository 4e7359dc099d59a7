/** Rows of the case by number, asked for as they come into sight and kept as long as the case stays as it is. */
import { useEffect, useRef, useState } from 'react';
import type { EventRow } from '../../shared/ipc/contract.ts';
import { MOST_ROWS } from '../../shared/ipc/plain.ts';
import { useClient } from '../api/client-context.tsx';
import { useApp } from '../state/store-context.tsx';

export function useEventRows(wanted: readonly number[]): ReadonlyMap<number, EventRow> {
  const client = useClient();
  const revision = useApp((state) => state.revision);
  const cache = useRef<{ readonly revision: number; readonly rows: Map<number, EventRow> }>(null);
  const [, setArrived] = useState(0);
  if (cache.current === null || cache.current.revision !== revision)
    cache.current = { revision, rows: new Map() };
  const { rows } = cache.current;
  const missing = wanted.filter((row) => !rows.has(row)).slice(0, MOST_ROWS);
  const key = missing.join(' ');

  useEffect(() => {
    if (key === '') return undefined;
    let stale = false;
    client.call('events.rows', { rows: key.split(' ').map(Number) }).then(
      (answer) => {
        for (const row of answer.rows) rows.set(row.row, row);
        if (!stale) setArrived((n) => n + 1);
      },
      // What cannot be read keeps its place and its number; the panels say why the case does not answer.
      () => undefined,
    );
    return () => {
      stale = true;
    };
  }, [client, key, rows]);
  return rows;
}
