/** `utilityProcess.fork` over a real child process of this Node. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { ForkOptions } from 'electron';
import type { UtilitySlice } from './real.ts';
import type { Recorder } from './recorder.ts';

export class StandInUtilityProcess extends EventEmitter implements UtilitySlice {
  readonly child: ChildProcess;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    const [, , stderr] = Array.isArray(options.stdio) ? options.stdio : ['ignore', 'ignore', 'inherit'];
    this.child = fork(modulePath, [...args], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', stderr as 'pipe' | 'ignore' | 'inherit', 'ipc'],
      execArgv: [],
    });
    this.child.on('message', (message) => this.emit('message', message));
    this.child.on('exit', (code) => this.emit('exit', code ?? 1));
  }

  get pid(): number | undefined {
    return this.child.exitCode === null && this.child.signalCode === null ? this.child.pid : undefined;
  }

  get stderr(): NodeJS.ReadableStream | null {
    return this.child.stderr;
  }

  postMessage(message: unknown): void {
    this.child.send(message as object, () => {});
  }

  kill(): boolean {
    return this.child.kill();
  }
}

export function standInUtilityProcess(recorder: Recorder) {
  const running = new Set<StandInUtilityProcess>();
  return {
    running,
    fork: (modulePath: string, args: readonly string[] = [], options: ForkOptions = {}) => {
      recorder.record('utilityProcess.fork', { modulePath, args, options });
      const child = new StandInUtilityProcess(modulePath, args, options);
      running.add(child);
      child.once('exit', () => running.delete(child));
      return child;
    },
  };
}
