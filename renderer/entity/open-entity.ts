/** The one way to an entity's page, from wherever an entity is shown. */
import { useCallback } from 'react';
import type { EntityRef } from '../../shared/ipc/entity-methods.ts';
import { useClient } from '../api/client-context.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { useDispatch } from '../state/store-context.tsx';
import { usePanels } from '../workbench/panels.tsx';

/** Answers a function that opens an entity's page and brings its panel to the front. */
export function useOpenEntity(): (ref: EntityRef) => void {
  const dispatch = useDispatch();
  const panels = usePanels();
  return useCallback(
    (ref) => {
      dispatch({ type: 'entity.open', ref });
      panels.show('entity');
    },
    [dispatch, panels],
  );
}

/** What a chain can start from at once; null: only from the entity's first event. */
export function seedOf({ kind, value }: EntityRef): string | null {
  return kind === 'ip' || kind === 'identity' || kind === 'credential' ? `${kind}:${value}` : null;
}

/** Answers a function that computes the chain from an entity, or from its first event where it is no seed itself. */
export function useChainFrom(): (ref: EntityRef) => Promise<void> {
  const client = useClient();
  const commands = useCommands();
  const dispatch = useDispatch();
  const panels = usePanels();
  return useCallback(
    async (ref) => {
      const seed = seedOf(ref) ?? (await firstEvent(client, ref));
      if (seed === null) return dispatch({ type: 'notice', intent: 'note', ...NO_FIRST });
      panels.show('chain');
      await commands.computeChain([seed]);
    },
    [client, commands, dispatch, panels],
  );
}
const NO_FIRST = {
  message: 'No dated event of this entity',
  advice: 'A chain needs an event to start from.',
};

async function firstEvent(client: ReturnType<typeof useClient>, ref: EntityRef): Promise<string | null> {
  const { firstRow } = await client.call('entity.get', { ...ref, limit: 1, buckets: 1 });
  return firstRow === null ? null : (await client.call('events.get', { row: firstRow })).event.id;
}
