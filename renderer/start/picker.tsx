/**
 * Choosing files: the system's dialog where the host has one, else the window's own browser. Callers say what they
 * want and never learn which of the two it was.
 */
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Commands, Pick } from '../state/commands.ts';
import { useCommands } from '../state/commands-context.tsx';
import { FileBrowser } from './FileBrowser.tsx';

export interface Picker {
  pick(what: Pick): Promise<void>;
}

const PickerContext = createContext<Picker>({ pick: async () => undefined });

export function usePicker(): Picker {
  return useContext(PickerContext);
}

async function carryOut(commands: Commands, what: Pick, tokens: readonly string[]): Promise<void> {
  const [first] = tokens;
  if (first === undefined) return;
  if (what === 'open-case') await commands.openCase(first);
  else if (what === 'new-case') await commands.createCase(first);
  else await commands.importTokens(tokens);
}

export function PickerHost({ children }: { readonly children: ReactNode }) {
  const commands = useCommands();
  const [browsing, setBrowsing] = useState<Pick | null>(null);
  const picker = useMemo<Picker>(
    () => ({
      async pick(what) {
        const picked = await commands.pick(what);
        if (picked.kind === 'unsupported') setBrowsing(what);
        else if (picked.kind === 'picked') await carryOut(commands, what, picked.tokens);
      },
    }),
    [commands],
  );
  return (
    <PickerContext value={picker}>
      {children}
      {browsing !== null && (
        <FileBrowser
          what={browsing}
          onClose={() => setBrowsing(null)}
          onPicked={(tokens) => {
            setBrowsing(null);
            void carryOut(commands, browsing, tokens);
          }}
        />
      )}
    </PickerContext>
  );
}
