/**
 * What sort of thing an identity is where nothing says it: whatever works through all hours of all days, with programs
 * and never with a browser, is no person. The sentence says the numbers.
 */
import { CATEGORIES, OUTCOMES } from '../../events/event.ts';
import type { CaseView, Identity } from '../case-view.ts';
import { grouped, list } from '../words.ts';

/** The part of a case that behaviour is read from. */
export type Behaving = Pick<CaseView, 'size' | 'text'> & {
  readonly columns: Pick<CaseView['columns'], 'ts' | 'actor' | 'userAgent' | 'category' | 'outcome'>;
};

/** Fewer records show no habit. */
const FEWEST = 200;
const FEWEST_DAYS = 5;
const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
/** A person's records crowd into some hours; of a machine's no hour has more than this share. */
const BUSIEST_HOUR = 0.15;
const MOST_AGENTS = 64;

interface Habits {
  records: number;
  readonly hours: Uint32Array;
  readonly days: Set<number>;
  readonly agents: Set<number>;
  signIns: number;
}

/** Identities with their class corrected where only behaviour tells; all others as they are. One pass over the rows. */
export function classifyByBehaviour(
  view: Behaving,
  identities: readonly Identity[],
  byActor: Int32Array,
): Identity[] {
  const open = Uint8Array.from(identities, (identity) => (isOpen(identity) ? 1 : 0));
  const habits = new Map<number, Habits>();
  const { ts, actor, userAgent, category, outcome } = view.columns;
  for (let row = 0; row < view.size; row++) {
    const identity = byActor[actor[row]!]!;
    if (identity < 0 || open[identity] !== 1 || Number.isNaN(ts[row]!)) continue;
    let found = habits.get(identity);
    if (!found) {
      found = { records: 0, hours: new Uint32Array(24), days: new Set(), agents: new Set(), signIns: 0 };
      habits.set(identity, found);
    }
    found.records++;
    found.hours[Math.floor(ts[row]! / HOUR) % 24]!++;
    found.days.add(Math.floor(ts[row]! / DAY));
    if (userAgent[row] !== 0 && found.agents.size < MOST_AGENTS) found.agents.add(userAgent[row]!);
    if (category[row] === AUTHENTICATION && outcome[row] === SUCCESS) found.signIns++;
  }
  return identities.map((identity, i) => {
    const why = machineWords(view, habits.get(i));
    return why === null
      ? identity
      : { ...identity, class: 'service', classWhy: `${why} (${identity.classWhy})` };
  });
}

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
const SUCCESS = OUTCOMES.indexOf('success');

/** Neither a roster nor a name nor anything but a source that calls every account a user says what it is. */
function isOpen({ class: cls, listed }: Identity): boolean {
  return listed === null && (cls === 'unknown' || cls === 'human');
}

function machineWords(view: Behaving, habits: Habits | undefined): string | null {
  if (!habits || habits.records < FEWEST || habits.days.size < FEWEST_DAYS || habits.signIns > 0) return null;
  const busiest = Math.max(...habits.hours) / habits.records;
  if (habits.hours.some((n) => n === 0) || busiest > BUSIEST_HOUR) return null;
  const agents = [...habits.agents].map((code) => view.text('userAgent', code) ?? '');
  // Browsers call themselves Mozilla; consoles are used by hand.
  if (agents.length === 0 || agents.some((agent) => /Mozilla\/|console|signin/i.test(agent))) return null;
  const weekend = [...habits.days].filter((day) => (day + 4) % 7 === 0 || (day + 4) % 7 === 6).length;
  const share = Math.round(busiest * 100);
  return (
    `it behaves like a machine: ${grouped(habits.records)} records on ${habits.days.size} days (${weekend} of them at weekends) in all ` +
    `24 hours, the busiest with ${share} %, only with the programs ${list(agents.map((one) => one.slice(0, 60)))}, and never a sign-in`
  );
}
