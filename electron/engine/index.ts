/** The door of the engine: everything that hosts and the CLI may use. */
import { Failure } from '../../shared/base/failure.ts';
import { type EngineMethod, engineArgs } from '../../shared/ipc/contract.ts';
import type { Engine } from './engine.ts';
import type { ImportRequest } from './ingest/import.ts';

export { Engine } from './engine.ts';
export { ATTRIBUTION } from './enrich/shipped.ts';
export { eventJson } from './event-json.ts';
export type { ImportRequest } from './ingest/import.ts';
export { keepHeapSmall } from './memory.ts';
export { VERSION } from './version.ts';

/** Methods that hosts call for themselves; never reachable from the window, since they take paths. */
export interface InternalArgs {
  'engine.open': { readonly path: string };
  'engine.create': { readonly path: string };
  'engine.close': Record<string, never>;
  'engine.import': ImportRequest;
  'engine.verify': Record<string, never>;
  /** The beginning of a table: of a file by its path, or of one of the case by its hash. */
  'engine.head': { readonly path: string } | { readonly sha256: string };
}
export type InternalMethod = keyof InternalArgs;

const isInternal = (method: string): method is InternalMethod =>
  ['engine.open', 'engine.create', 'engine.close', 'engine.import', 'engine.verify', 'engine.head'].includes(
    method,
  );

/**
 * Answers a message from a host. Arguments of contract methods are checked here too: the engine trusts no host.
 * @throws Failure with a code; anything else is a bug.
 */
export async function dispatch(engine: Engine, method: string, args: unknown): Promise<unknown> {
  if (isInternal(method)) return internal(engine, method, args);
  if (!Object.hasOwn(engineArgs, method)) {
    throw new Failure('ipc.unknown-method', `the engine has no method ${method}`, 'this is a bug: report it');
  }
  const name = method as EngineMethod;
  const parsed = engineArgs[name].safeParse(args);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Failure('ipc.bad-arguments', `${method}: ${where}`, 'this is a bug: report it');
  }
  return engine.answer(name, parsed.data as never);
}

function internal(engine: Engine, method: InternalMethod, args: unknown): unknown {
  switch (method) {
    case 'engine.open': {
      const info = engine.open((args as InternalArgs['engine.open']).path);
      engine.logOpen();
      return info;
    }
    case 'engine.create':
      return engine.create((args as InternalArgs['engine.create']).path);
    case 'engine.close':
      return engine.close();
    case 'engine.import':
      return engine.import(args as ImportRequest);
    case 'engine.verify':
      return engine.verify();
    case 'engine.head':
      return engine.head(args as InternalArgs['engine.head']);
  }
}
