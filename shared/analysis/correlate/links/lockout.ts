/** The actor at a closed door: refused sign-ins after the account was shut, from where the actor had used it. */
import { CATEGORIES } from '../../../events/event.ts';
import { count, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';
import { positionFrom } from '../rows.ts';

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
/** Whoever still tries after so long is a program, or somebody else. */
const TRIES_MICROS = 7 * 86_400_000_000;

/** Takes in refused sign-ins of held accounts after others shut them. */
export function linkLockouts(growth: Growth): void {
  for (const [identity, { since, last, row, addresses }] of [...growth.held]) {
    const shut = shutAt(growth, identity, since);
    if (shut !== null) follow(growth, identity, { shut, until: last + TRIES_MICROS, row, addresses });
  }
}

/** Micros of the first record of others that shuts an account after the actor used it. */
function shutAt(growth: Growth, identity: number, since: number): number | null {
  const { facts } = growth;
  const shutting = [
    ...facts.rowsOfEffects('disabled-account', identity),
    ...facts.rowsOfEffects('reset-credential', identity),
  ].filter((row) => !growth.has(row) && !facts.failed(row) && facts.time(row) > since);
  if (shutting.length === 0) return null;
  return shutting.reduce((time, row) => Math.min(time, facts.time(row)), Number.POSITIVE_INFINITY);
}

interface Door {
  readonly shut: number;
  readonly until: number;
  readonly row: number;
  readonly addresses: ReadonlySet<number>;
}

function follow(growth: Growth, identity: number, { shut, until, row: parent, addresses }: Door): void {
  const { facts } = growth;
  const { srcIp, category } = facts.columns;
  const rows = facts.rowsOfIdentity(identity);
  const tries: number[] = [];
  for (
    let i = positionFrom(facts.columns, rows, shut);
    i < rows.length && facts.time(rows[i]!) <= until;
    i++
  ) {
    const row = rows[i]!;
    if (facts.failed(row) && category[row] === AUTHENTICATION && addresses.has(srcIp[row]!)) tries.push(row);
  }
  if (tries.length === 0) return;
  const { display } = facts.view.identities[identity]!;
  const node = growth.identityNode(identity, {
    parent,
    about: 'lockout',
    weight: 0.75,
    why: `${display} was shut at ${moment(shut)}; ${count(tries.length, 'sign-in')} after that, from where the actor had used the account, ${tries.length === 1 ? 'was' : 'were'} refused.`,
  });
  for (const row of tries) growth.join(row, node);
}
