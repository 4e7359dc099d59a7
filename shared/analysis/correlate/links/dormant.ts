/**
 * Tokens and machine accounts that nobody used before the actor did: a leaked key that lay unused, a temporary key of the
 * actor's own role session. Whoever uses them after that is the actor, from any address.
 */
import { count, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';

/** The case must reach this far back before the first use, or the first use is only where the logs begin. */
const SILENCE_MICROS = 24 * 3_600_000_000;

/** Takes in every record of held tokens and machine accounts that nobody used before the actor. */
export function linkDormant(growth: Growth): void {
  const { facts } = growth;
  const { view } = facts;
  for (const credential of growth.credentials.keys()) {
    const label = view.text('credential', credential) ?? '';
    follow(growth, view.rows('credential', credential), {
      kind: 'credential',
      value: `credential:${label}`,
      label,
    });
  }
  for (const identity of growth.held.keys()) {
    const { id, display, class: cls } = view.identities[identity]!;
    // A person who comes back from a holiday looks just like that.
    if (cls === 'human' || cls === 'unknown' || growth.made.has(identity)) continue;
    follow(growth, facts.rowsOfIdentity(identity), {
      kind: 'identity',
      value: `identity:${id}`,
      label: display,
    });
  }
}

interface Subject {
  readonly kind: 'credential' | 'identity';
  readonly value: string;
  readonly label: string;
}

function follow(growth: Growth, rows: Uint32Array, { kind, value, label }: Subject): void {
  const { facts } = growth;
  const first = rows[0];
  if (first === undefined || rows.length === 1 || !growth.has(first) || facts.failed(first)) return;
  const since = facts.time(first);
  const [begin] = facts.view.byTime;
  if (!(since >= facts.time(begin!) + SILENCE_MICROS)) return;
  const node = growth.node({
    kind,
    value,
    label,
    link: kind,
    parent: first,
    about: 'dormant',
    weight: 0.88,
    why: `No record shows ${label} in use before the actor used it at ${moment(since)}; its ${count(rows.length, 'record')} since then are the actor's from any address.`,
  });
  for (const row of rows) growth.join(row, node);
}
