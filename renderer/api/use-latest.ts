/** Asks whenever its key changes; the last answer stays visible until the next one is there. */
import { useEffect, useRef, useState } from 'react';
import { asClientError, type ClientError } from './client.ts';
import { Latest } from './latest.ts';

export interface Answer<T> {
  readonly data: T | null;
  /** Key of the question that `data` answers. */
  readonly dataKey: string | null;
  readonly loading: boolean;
  readonly error: ClientError | null;
  /** How long the answer took, in milliseconds. */
  readonly ms: number | null;
}

/** `key` null: do not ask. The request may change freely; only the key decides when it is sent. */
export function useLatest<T>(key: string | null, request: () => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({
    data: null,
    dataKey: null,
    loading: false,
    error: null,
    ms: null,
  });
  const latestRequest = useRef(request);
  latestRequest.current = request;
  const channel = useRef<Latest<{ key: string; data: T }> | null>(null);

  useEffect(() => {
    const made = new Latest<{ key: string; data: T }>(
      ({ key: dataKey, data }, ms) => setAnswer((old) => ({ ...old, data, dataKey, ms, error: null })),
      (thrown) => setAnswer((old) => ({ ...old, error: asClientError(thrown) })),
      () => setAnswer((old) => ({ ...old, loading: false })),
    );
    channel.current = made;
    return () => made.stop();
  }, []);

  useEffect(() => {
    if (key === null) return;
    setAnswer((old) => ({ ...old, loading: true }));
    const send = latestRequest.current;
    channel.current?.ask(async () => ({ key, data: await send() }));
  }, [key]);

  return answer;
}
