import { createContext, useContext } from 'react';
import type { Commands } from './commands.ts';

const CommandsContext = createContext<Commands | null>(null);
export const CommandsProvider = CommandsContext.Provider;

export function useCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (commands === null) throw new Error('no commands around this component');
  return commands;
}
