import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Action, AppState } from './app-state.ts';
import type { Store } from './store.ts';

const StoreContext = createContext<Store<AppState, Action> | null>(null);
export const StoreProvider = StoreContext.Provider;

export function useStore(): Store<AppState, Action> {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('no store around this component');
  return store;
}

/** One part of the state; the component is drawn again when that part is another object. */
export function useApp<T>(select: (state: AppState) => T): T {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

export function useDispatch(): (action: Action) => void {
  return useStore().dispatch;
}
