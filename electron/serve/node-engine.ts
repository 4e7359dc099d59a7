/** The engine process under Node: `child_process.fork`, structured clone on the channel. */
import { type ChildProcess, fork } from 'node:child_process';
import type { EngineMessage, EngineProcess } from '../host/engine-client.ts';

/** @param entry `electron/engine/child.ts` of a checkout (Node strips its types) or the built `dist/engine/child.js` */
export function startNodeEngine(entry: string): EngineProcess {
  const child: ChildProcess = fork(entry, [], {
    serialization: 'advanced',
    // Its own process group: Ctrl-C in the terminal reaches the host alone, which then closes the case in good order.
    detached: true,
    windowsHide: true,
    // Evidence never reaches the host's own output; what the engine says on stderr is for the person who started us.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: process.execArgv.filter(
      (flag) => flag.startsWith('--experimental') || flag.startsWith('--disable-warning'),
    ),
  });
  let exited = false;
  const listeners = new Set<(how: string) => void>();
  const exit = (how: string) => {
    if (exited) return;
    exited = true;
    for (const listener of listeners) listener(how);
  };
  child.on('exit', (code, signal) => exit(signal === null ? `exit code ${code}` : `signal ${signal}`));
  child.on('error', (error) => exit(error.message));
  return {
    post: (message) => {
      // The callback takes what would otherwise be an `error` event of a channel that just closed; `exit` follows.
      child.send(message, () => {});
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as EngineMessage)),
    onExit: (listener) => listeners.add(listener),
    kill: () => child.kill('SIGKILL'),
  };
}
