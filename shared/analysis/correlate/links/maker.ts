/**
 * The way back from what was made to who made it: an account or a token whose very first use is the actor's was made by
 * the actor, unless whoever made it did so as always, from the usual place: then it was stolen unused.
 */
import { moment, SOURCE_WORDS } from '../../words.ts';
import type { Growth } from '../growth.ts';

const HOUR_MICROS = 3_600_000_000;
/** Whoever makes a thing for himself uses it soon. */
const SOON_MICROS = 24 * HOUR_MICROS;
/** A place is a maker's usual one when it was used on another day before. */
const USUAL_LEAD_MICROS = 12 * HOUR_MICROS;

/** Looks for the makers of held accounts and credentials whose first use is the chain’s. */
export function linkMakers(growth: Growth): void {
  const { facts } = growth;
  const { view } = facts;
  for (const identity of [...growth.held.keys()]) {
    const [first] = facts.rowsOfIdentity(identity).filter((row) => !facts.failed(row));
    if (first === undefined || !growth.has(first)) continue;
    const { id, display } = view.identities[identity]!;
    for (const row of facts.birthsOf(identity))
      linkMaker(growth, row, first, {
        kind: 'identity',
        value: `identity:${id}`,
        label: display,
        link: 'created-account',
      });
  }
  for (const credential of [...growth.credentials.keys()]) {
    const [first] = view.rows('credential', credential);
    if (first === undefined || !growth.has(first)) continue;
    const label = view.text('credential', credential) ?? '';
    for (const row of facts.issuersOf(label))
      linkMaker(growth, row, first, {
        kind: 'credential',
        value: `credential:${label}`,
        label,
        link: 'minted-credential',
      });
  }
}

interface Made {
  readonly kind: 'identity' | 'credential';
  readonly value: string;
  readonly label: string;
  readonly link: 'created-account' | 'minted-credential';
}

function linkMaker(growth: Growth, row: number, first: number, made: Made): void {
  const { facts } = growth;
  if (growth.has(row) || facts.failed(row) || facts.time(row) > facts.time(first)) return;
  const reason = growth.suspects.has(made.value)
    ? 'the analyst suspects it as a whole'
    : whyActors(growth, row, first);
  if (reason === null) return;
  const node = growth.node({
    ...made,
    parent: first,
    about: 'maker',
    weight: 0.9,
    why: `${made.label} was made by this ${SOURCE_WORDS[facts.source(row)]} record at ${moment(facts.time(row))}, and its first use is the actor's; ${reason}.`,
  });
  growth.join(row, node);
}

/** Why the maker of something that the actor used first is the actor, as the end of a sentence; null when it may be anybody. */
function whyActors(growth: Growth, row: number, first: number): string | null {
  const { facts } = growth;
  const { view } = facts;
  const { srcIp, userAgent } = facts.columns;
  const address = srcIp[row]!;
  const where = view.text('srcIp', address) ?? 'nowhere';
  const identity = facts.identity(row);
  const maker = view.identities[identity]?.display ?? 'nobody named';
  if (growth.hostile.has(address)) return `${where} is an address of the actor`;
  if (growth.held.has(identity)) return `${maker} was in the actor's hands`;
  if (identity < 0 || address === 0) return null;
  if (srcIp[first] === address && facts.time(first) - facts.time(row) <= SOON_MICROS)
    return `it was used from the place where it was made, ${where}, within a day`;
  const habits = facts.habits(identity);
  const before = facts.time(row) - USUAL_LEAD_MICROS;
  const isUsualPlace = (habits.addresses.get(address)?.first ?? Number.NaN) < before;
  if (!isUsualPlace && habits.addresses.size > 1)
    return `${maker} had never worked from ${where} before that day`;
  const family = facts.family(userAgent[row]!);
  const isUsualProgram = (habits.families.get(family)?.first ?? Number.NaN) < before;
  if (family !== 0 && !isUsualProgram && habits.families.size > 1)
    return `${maker} had never worked with this program before that day`;
  return null;
}
