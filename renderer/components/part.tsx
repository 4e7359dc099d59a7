/** Parts of the window whose code is fetched when they are first needed: the first screen waits for nothing else. */
import { type ComponentType, useEffect, useState } from 'react';
import { S } from '../strings.ts';
import { Empty, Skeleton } from './PanelState.tsx';

/** One part. It is fetched once, by whoever asks first; a failure is forgotten, so that the next who asks tries again. */
export class Part<P extends object> {
  readonly #load: () => Promise<ComponentType<P>>;
  #asked: Promise<ComponentType<P>> | null = null;
  #component: ComponentType<P> | null = null;

  constructor(load: () => Promise<ComponentType<P>>) {
    this.#load = load;
  }

  /** Null until its code is there. */
  get component(): ComponentType<P> | null {
    return this.#component;
  }

  fetch(): Promise<ComponentType<P>> {
    this.#asked ??= this.#load().then(
      (component) => {
        this.#component = component;
        return component;
      },
      (thrown) => {
        this.#asked = null;
        throw thrown;
      },
    );
    return this.#asked;
  }

  /** For what probably comes next; if it fails, whoever shows the part will say so. */
  prefetch(): void {
    this.fetch().catch(() => undefined);
  }
}

interface PartHereProps<P extends object> {
  readonly part: Part<P>;
  readonly props: P;
}

/** Shows a part; until its code is there an empty place, which greys only after a tenth of a second. */
export function PartHere<P extends object>({ part, props }: PartHereProps<P>) {
  const [state, setState] = useState<'waiting' | 'there' | 'failed'>(
    part.component === null ? 'waiting' : 'there',
  );
  useEffect(() => {
    let wanted = true;
    part.fetch().then(
      () => wanted && setState('there'),
      () => wanted && setState('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [part]);
  if (state === 'failed') {
    const action = { text: S.failsafe.reload, onClick: () => window.location.reload() };
    return <Empty title={S.part.failedTitle} advice={S.part.failedAdvice} action={action} />;
  }
  const Component = part.component;
  return Component === null ? <Skeleton /> : <Component {...props} />;
}
