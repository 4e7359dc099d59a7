import { type ExitCode, line, printJson, table } from './print.ts';
import { withCase } from './with-case.ts';

export async function identitiesCommand(path: string, options: { json?: boolean }): Promise<ExitCode> {
  const { identities } = await withCase(path, (engine) => engine.call('identities.list', { limit: 10_000 }));
  if (options.json) {
    const slim = identities.map(({ id, display, class: kind, classWhy, aliases, events }) => ({
      id,
      display,
      class: kind,
      classWhy,
      aliases,
      events,
    }));
    printJson({ identities: slim });
    return 0;
  }
  const rows = identities.map((i) => [
    i.display,
    i.class,
    i.events,
    i.aliases.map((a) => `${a.kind}:${a.value}`).join(' '),
  ]);
  line(table(['identity', 'class', 'events', 'aliases'], rows));
  return 0;
}
