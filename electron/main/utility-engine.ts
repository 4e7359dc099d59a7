/**
 * The engine process under Electron: `utilityProcess`, because `child_process.fork` needs the runAsNode fuse, which is
 * off (security.md E18, E19).
 */
import { utilityProcess } from 'electron';
import type { EngineMessage, EngineProcess } from '../host/engine-client.ts';
import { log } from '../host/log.ts';

export function startUtilityEngine(entry: string): EngineProcess {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Throughline engine',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr?.on('data', (chunk: Buffer) => log('engine.says', { text: chunk.toString('utf8') }));
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', (message: EngineMessage) => listener(message));
    },
    onExit: (listener) => {
      child.once('exit', (code) => listener(`exit code ${code}`));
    },
    // Not `child.kill()`: that asks politely, and a process inside a long SQL statement does not listen.
    kill: () => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}
