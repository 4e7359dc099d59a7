/**
 * What a system does on somebody's behalf while the actor signs in: the push that is sent, the policy that is asked. Its actor is
 * the system and its target the account; it belongs to the sign-in beside it.
 */
import { CATEGORIES } from '../../../events/event.ts';
import { count } from '../../words.ts';
import type { Growth } from '../growth.ts';
import { positionFrom } from '../rows.ts';

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
/** A push is answered within so long. */
const BESIDE_MICROS = 3 * 60_000_000;

/** Takes in what the system did on behalf of held accounts beside the actor’s sign-ins. */
export function linkPushes(growth: Growth): void {
  const { facts } = growth;
  const { identities } = facts.view;
  for (const [identity, { row: parent }] of [...growth.held]) {
    const found: number[] = [];
    for (const row of facts.rowsAbout(identity)) {
      const actor = identities[facts.identity(row)];
      if (growth.has(row) || actor?.class !== 'system' || facts.columns.category[row] !== AUTHENTICATION)
        continue;
      if (nearestIsActors(growth, identity, row)) found.push(row);
    }
    if (found.length === 0) continue;
    const { display } = identities[identity]!;
    const node = growth.identityNode(identity, {
      parent,
      about: 'pushes',
      weight: 0.85,
      why: `The system sent ${count(found.length, 'request')} to ${display} within minutes of the actor's sign-ins; the nearest record of the account is the actor's each time.`,
    });
    for (const row of found) growth.join(row, node);
  }
}

/** Whether the record of the account that follows a request, or else the one before, is the chain's. */
function nearestIsActors(growth: Growth, identity: number, row: number): boolean {
  const { facts } = growth;
  const rows = facts.rowsOfIdentity(identity);
  const time = facts.time(row);
  const at = positionFrom(facts.columns, rows, time);
  const isNear = (one: number | undefined): one is number =>
    one !== undefined && Math.abs(facts.time(one) - time) <= BESIDE_MICROS;
  const [after, before] = [rows[at], rows[at - 1]];
  if (isNear(after)) return growth.has(after);
  return isNear(before) && growth.has(before);
}
