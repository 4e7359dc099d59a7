/**
 * An emitter that records what is listened to. One test looks each of those names up in Electron's own type
 * definitions, so that neither the program nor this stand-in can live on an event that Electron does not have.
 */
import { EventEmitter } from 'node:events';
import type { Recorder } from './recorder.ts';

export class RecordingEmitter extends EventEmitter {
  readonly #recorder: Recorder;
  readonly #owner: string;

  constructor(recorder: Recorder, owner: string) {
    super();
    this.#recorder = recorder;
    this.#owner = owner;
  }

  override on(name: string | symbol, listener: (...args: never[]) => void): this {
    this.#recorder.record('listen', `${this.#owner}:${String(name)}`);
    return super.on(name, listener as (...args: unknown[]) => void);
  }

  override once(name: string | symbol, listener: (...args: never[]) => void): this {
    this.#recorder.record('listen', `${this.#owner}:${String(name)}`);
    return super.once(name, listener as (...args: unknown[]) => void);
  }
}

/** An event that a listener may refuse. */
export class Preventable {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Emits a preventable event whose details are properties of it, as navigation events are; answers whether it was refused. */
export function emitPreventable(
  target: EventEmitter,
  name: string,
  details: Readonly<Record<string, unknown>> = {},
): boolean {
  const event = Object.assign(new Preventable(), details);
  target.emit(name, event);
  return event.defaultPrevented;
}
