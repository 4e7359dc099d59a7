/** The pages of the filtered events; a new question keeps the old rows in sight until its first answer is there. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EventRow } from '../../shared/ipc/contract.ts';
import type { Filter } from '../../shared/query/filter.ts';
import { asClientError, type ClientError } from '../api/client.ts';
import { useClient } from '../api/client-context.tsx';
import { PageCache } from './pages.ts';

export interface EventPages {
  readonly cache: PageCache<EventRow> | null;
  /** Counts up with every answer. */
  readonly version: number;
  readonly total: number;
  readonly loading: boolean;
  readonly error: ClientError | null;
  /** Time of the first answer, in milliseconds. */
  readonly ms: number | null;
  /** Key of the question that the rows in sight answer. */
  readonly key: string;
  /** Key of the last question that was answered or failed. */
  readonly settled: string;
}

/** What the table asks, as one word: another filter or new content of the case is another question. */
export function questionKey(filter: Filter, revision: number): string {
  return JSON.stringify([filter, revision]);
}

export function useEventPages(filter: Filter, revision: number): EventPages {
  const client = useClient();
  const key = questionKey(filter, revision);
  const [shown, setShown] = useState<EventPages>({
    cache: null,
    version: 0,
    total: 0,
    loading: true,
    error: null,
    ms: null,
    key: '',
    settled: '',
  });
  const filterNow = useRef(filter);
  filterNow.current = filter;

  const begin = useCallback(
    (asked: string): (() => void) => {
      const { current: filterThen } = filterNow;
      const started = performance.now();
      let current = true;
      let ms: number | null = null;
      setShown((old) => ({ ...old, loading: true, error: null }));
      const cache: PageCache<EventRow> = new PageCache(
        (offset, limit) => client.call('events.page', { filter: filterThen, offset, limit }),
        () => {
          if (!current) return;
          ms ??= performance.now() - started;
          setShown((old) => ({
            cache,
            version: old.version + 1,
            total: cache.total ?? 0,
            loading: false,
            error: null,
            ms,
            key: asked,
            settled: asked,
          }));
        },
        (thrown) => {
          if (current)
            setShown((old) => ({ ...old, loading: false, error: asClientError(thrown), settled: asked }));
        },
      );
      cache.want(0, 1);
      return () => {
        current = false;
      };
    },
    [client],
  );

  useEffect(() => begin(key), [begin, key]);
  return shown;
}
