/**
 * Password spraying from a shared exit: refused sign-ins of many accounts in one go. When one sign-in of the series is the
 * actor's, all are: nobody mistypes on behalf of others.
 */
import { CATEGORIES } from '../../../events/event.ts';
import { count, moment } from '../../words.ts';
import type { CaseFacts } from '../facts.ts';
import type { Growth } from '../growth.ts';

const AUTHENTICATION = CATEGORIES.indexOf('authentication');
/** A longer break ends a series. */
const BREAK_MICROS = 10 * 60_000_000;
/** So many accounts refused in one go are a series, not a bad morning. */
const LEAST_ACCOUNTS = 8;
/** A sign-in that got through stands among the refused ones or right behind them. */
const NEAR_MICROS = 5 * 60_000_000;

/** Takes in series of refused sign-ins at shared addresses of which the chain has one. */
export function linkSprays(growth: Growth): void {
  const addresses = new Set([...growth.sharedPlaces.values()].flatMap((places) => [...places.keys()]));
  for (const address of addresses) {
    if (growth.hostile.has(address)) continue;
    for (const series of seriesAt(growth, address)) follow(growth, address, series);
  }
}

/** Refused sign-ins from one address by many accounts in one go, in time order. */
function seriesAt(growth: Growth, address: number): readonly (readonly number[])[] {
  const known = growth.sprays.get(address);
  if (known) return known;
  const { facts } = growth;
  const runs: number[][] = [];
  let last = Number.NaN;
  for (const row of facts.view.rows('srcIp', address)) {
    if (!isSignIn(facts, row) || !facts.failed(row) || Number.isNaN(facts.time(row))) continue;
    if (!(facts.time(row) - last <= BREAK_MICROS)) runs.push([]);
    runs.at(-1)!.push(row);
    last = facts.time(row);
  }
  const series = runs.filter((run) => new Set(run.map((row) => facts.identity(row))).size >= LEAST_ACCOUNTS);
  growth.sprays.set(address, series);
  return series;
}

function follow(growth: Growth, address: number, series: readonly number[]): void {
  const { facts } = growth;
  const [first, last] = [facts.time(series[0]!), facts.time(series.at(-1)!)];
  const witness = series.find((row) => growth.has(row)) ?? throughAt(growth, address, first, last);
  if (witness === undefined || series.every((row) => growth.has(row))) return;
  const where = facts.view.text('srcIp', address) ?? '';
  const accounts = new Set(series.map((row) => facts.identity(row)));
  const node = growth.node({
    kind: 'ip',
    value: `ip:${where}`,
    label: where,
    link: 'source-ip',
    parent: witness,
    about: `series ${first}`,
    weight: 0.85,
    why: `From ${where}, which is shared, ${count(accounts.size, 'account')} were refused one after another from ${moment(first)} to ${moment(last)}, and a sign-in among them is the chain's: one hand tried them all.`,
  });
  for (const row of series) growth.join(row, node);
}

/** A sign-in of the chain that succeeded in the midst of a series. */
function throughAt(growth: Growth, address: number, first: number, last: number): number | undefined {
  const { facts } = growth;
  return [...growth.rowsFrom(address)].find(
    (row) =>
      isSignIn(facts, row) && facts.time(row) >= first - NEAR_MICROS && facts.time(row) <= last + NEAR_MICROS,
  );
}

function isSignIn(facts: CaseFacts, row: number): boolean {
  return facts.columns.category[row] === AUTHENTICATION && facts.identity(row) >= 0;
}
