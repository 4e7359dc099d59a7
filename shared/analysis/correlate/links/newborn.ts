/**
 * Accounts that were made within the case and then were the actor's: they have no owner from before, and unless they work
 * from a place of the company, which a true newcomer does, all they did is the actor's.
 */
import { count } from '../../words.ts';
import type { CaseFacts } from '../facts.ts';
import type { Growth } from '../growth.ts';
import { judgeAddress } from '../rarity.ts';

/** Takes in everything of held accounts that were made within the case and live outside of the company. */
export function linkNewborn(growth: Growth): void {
  const { facts } = growth;
  for (const [identity, takeover] of [...growth.held]) {
    const [birth] = facts.birthsOf(identity);
    if (birth === undefined || growth.made.has(identity)) continue;
    const rows = facts.rowsOfIdentity(identity);
    if (rows.every((row) => growth.has(row)) || !livesOutside(facts, identity)) continue;
    const { display } = facts.view.identities[identity]!;
    const node = growth.identityNode(identity, {
      parent: takeover.row,
      about: 'newborn',
      weight: 0.9,
      why: `${display} was made within the time of the case and never worked from a place of the company; the actor used it, so its ${count(rows.length, 'record')} are the actor's.`,
    });
    for (const row of rows) if (facts.time(row) >= facts.time(birth)) growth.join(row, node);
  }
}

/** Never at a place that others share. */
function livesOutside(facts: CaseFacts, identity: number): boolean {
  for (const [address, habit] of facts.habits(identity).addresses) {
    const question = { ours: new Set([identity]), since: habit.first, trust: 'direct', owners: [] } as const;
    if (!facts.isExternal(address) || !judgeAddress(facts.profile(address), question).rare) return false;
  }
  return true;
}
