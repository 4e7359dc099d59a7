import { formatMicros } from '../../shared/base/time.ts';
import type { IdentityPairs } from '../../shared/ipc/identity-methods.ts';
import { type ExitCode, line, printJson, table } from './print.ts';
import { withCase } from './with-case.ts';

/** Pairs that a terminal shows; all stand in `--json`. */
const MOST_SHOWN = 20;
const LIMIT = 10_000;

export async function identitiesCommand(path: string, options: { json?: boolean }): Promise<ExitCode> {
  const { identities, inventory, pairs } = await withCase(path, (engine) => ({
    identities: engine.call('identities.list', { limit: LIMIT }).identities,
    inventory: options.json ? engine.call('identity.inventory', {}).entries : [],
    pairs: engine.call('identity.pairs', { limit: options.json ? LIMIT : MOST_SHOWN }),
  }));
  if (options.json) {
    const slim = identities.map(({ id, display, class: kind, classWhy, aliases, events }) => ({
      id,
      display,
      class: kind,
      classWhy,
      aliases,
      events,
    }));
    printJson({
      identities: slim,
      suggestions: pairs.suggestions.map(({ a, b, confidence, reason }) => ({
        a: a.id,
        b: b.id,
        confidence,
        reason,
      })),
      lookAlikes: pairs.lookAlikes.map(({ identity, of, reason, disguised }) => ({
        identity: identity.id,
        of: of.id,
        reason,
        disguised,
      })),
      inventory: inventory.map((entry) => ({
        ...entry,
        first: entry.first === null ? null : formatMicros(entry.first),
        last: entry.last === null ? null : formatMicros(entry.last),
      })),
    });
    return 0;
  }
  const rows = identities.map((i) => [
    i.display,
    i.class,
    i.events,
    i.aliases.map((a) => `${a.kind}:${a.value}`).join(' '),
  ]);
  line(table(['identity', 'class', 'events', 'aliases'], rows));
  printPairs(pairs);
  return 0;
}

/** What waits for a word of the analyst; `link` and `unlink` give it. */
function printPairs({ suggestions, lookAlikes, totals }: IdentityPairs): void {
  if (suggestions.length > 0) {
    line(
      `\nmay be one${more(suggestions.length, totals.suggestions)}: accept with \`link\`, dismiss with \`unlink\``,
    );
    const rows = suggestions.map(({ a, b, confidence, reason }) => [
      a.display,
      b.display,
      confidence.toFixed(2),
      reason,
    ]);
    line(table(['identity', 'and', 'confidence', 'reason'], rows));
  }
  if (lookAlikes.length === 0) return;
  line(`\nlook alike, never joined${more(lookAlikes.length, totals.lookAlikes)}`);
  const rows = lookAlikes.map(({ identity, of, reason }) => [identity.display, of.display, reason]);
  line(table(['identity', 'looks like', 'reason'], rows));
}

function more(shown: number, all: number): string {
  return shown < all ? ` (${shown} of ${all}, all with --json)` : '';
}
