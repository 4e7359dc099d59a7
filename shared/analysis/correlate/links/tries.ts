/** A refused sign-in that the analyst suspects, and the one that got in soon after from where the account never was. */
import { CATEGORIES } from '../../../events/event.ts';
import { duration, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';
import { positionFrom } from '../rows.ts';

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
/** Whoever was refused and has a password tries again on the same day or night. */
const TRIES_MICROS = 12 * 3_600_000_000;

/** Follows refused seeds to the sign-in that got in. */
export function linkTries(growth: Growth): void {
  for (const seed of growth.seedRows) {
    const { facts } = growth;
    const isRefused = facts.failed(seed) && facts.columns.category[seed] === AUTHENTICATION;
    if (isRefused && facts.identity(seed) >= 0) follow(growth, seed, facts.identity(seed));
  }
}

function follow(growth: Growth, seed: number, identity: number): void {
  const { facts } = growth;
  const { srcIp, userAgent, category } = facts.columns;
  const { addresses } = facts.habits(identity);
  const rows = facts.rowsOfIdentity(identity);
  const since = facts.time(seed);
  const family = facts.family(userAgent[seed]!);
  for (let i = positionFrom(facts.columns, rows, since); i < rows.length; i++) {
    const row = rows[i]!;
    if (!(facts.time(row) <= since + TRIES_MICROS)) return;
    if (facts.failed(row) || category[row] !== AUTHENTICATION || !facts.isExternal(srcIp[row]!)) continue;
    const isNew = (addresses.get(srcIp[row]!)?.first ?? Number.NaN) >= since;
    const mayBeSame = userAgent[row] === 0 || family === 0 || facts.family(userAgent[row]!) === family;
    if (!isNew || !mayBeSame) continue;
    const { display } = facts.view.identities[identity]!;
    const node = growth.identityNode(identity, {
      parent: seed,
      about: `tries ${seed}`,
      weight: 0.8,
      why: `${display} was refused at ${moment(since)} and got in ${duration(facts.time(row) - since)} later from ${facts.view.text('srcIp', srcIp[row]!)}, where it never was before, with the same kind of program.`,
    });
    growth.join(row, node);
    return;
  }
}
