/**
 * Speaks the engine's process protocol without being one, so that the hosts' side can be driven into every corner: it
 * answers what it was asked, and rows with a meaning make it hang, die, fail or push.
 */
import { appendFileSync, existsSync } from 'node:fs';

export const ROW = { hang: 13, die: 14, fail: 15, push: 16 } as const;

interface Request {
  readonly id: number;
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const send = (message: unknown) => process.send?.(message);
const journal = process.env.ENGINE_DOUBLE_JOURNAL;
let open: unknown = null;

process.on('message', ({ id, method, args }: Request) => {
  if (journal !== undefined)
    appendFileSync(journal, `${JSON.stringify({ pid: process.pid, method, args })}\n`);
  switch (method) {
    case 'engine.open':
      if (!existsSync(String(args.path))) {
        send({
          id,
          ok: false,
          error: { code: 'case.not-found', message: 'no such case', advice: 'choose another' },
        });
        return;
      }
      open = args.path;
      break;
    case 'engine.create':
      open = args.path;
      break;
    case 'engine.close':
      open = null;
      break;
    case 'events.get':
      if (args.row === ROW.die) process.exit(7);
      if (args.row === ROW.hang) for (;;);
      if (args.row === ROW.push) send({ event: { type: 'case.changed' } });
      if (args.row === ROW.fail) {
        send({
          id,
          ok: false,
          error: { code: 'event.not-found', message: 'no event 15', advice: 'choose another' },
        });
        return;
      }
      break;
  }
  send({ id, ok: true, result: { method, args, open, pid: process.pid } });
});
