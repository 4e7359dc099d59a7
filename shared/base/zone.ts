/** Time zones by the runtime's IANA data: offsets at instants, instants of wall times. */
import { tzOffset } from '@date-fns/tz';
import { MICROS_PER_DAY, MICROS_PER_MINUTE } from './calendar.ts';

/** The last answer of a zone: neighbours on screen nearly always share their quarter of an hour. */
interface Zone {
  readonly slot: number;
  readonly offsetMicros: number;
}

const zones = new Map<string, Zone>();
/** Clock changes since 1970 fall on quarters of an hour. */
const SLOT_MICROS = 900_000_000;

/** Whether the runtime knows this IANA zone (`UTC`, `America/Sao_Paulo`, …). */
export function isZone(ianaZone: string): boolean {
  // Offsets such as `+02:00` are no zones: they cannot tell summer from winter.
  return /^[A-Za-z]/.test(ianaZone) && !Number.isNaN(tzOffset(ianaZone, new Date(0)));
}

/**
 * What to add to UTC to get the wall time of a zone at an instant, in microseconds. Throws RangeError for an unknown
 * zone: check with `isZone` where the name comes from a person.
 */
export function zoneOffsetMicros(micros: number, ianaZone: string): number {
  if (ianaZone === 'UTC') return 0;
  const slot = Math.floor(micros / SLOT_MICROS);
  const known = zones.get(ianaZone);
  if (known?.slot === slot) return known.offsetMicros;
  const minutes = tzOffset(ianaZone, new Date((slot * SLOT_MICROS) / 1000));
  if (Number.isNaN(minutes)) throw new RangeError(`unknown time zone: ${ianaZone}`);
  const offsetMicros = Math.round(minutes * MICROS_PER_MINUTE);
  zones.set(ianaZone, { slot, offsetMicros });
  return offsetMicros;
}

/** The instant of a wall time given as if it were UTC. Overlaps and gaps as `parseLocal` says. */
export function instantOfWall(wallAsUtc: number, ianaZone: string): number {
  const before = zoneOffsetMicros(wallAsUtc - MICROS_PER_DAY, ianaZone);
  const after = zoneOffsetMicros(wallAsUtc + MICROS_PER_DAY, ianaZone);
  if (before === after) return wallAsUtc - before;
  const early = wallAsUtc - before;
  const late = wallAsUtc - after;
  const earlyHolds = zoneOffsetMicros(early, ianaZone) === before;
  const lateHolds = zoneOffsetMicros(late, ianaZone) === after;
  if (earlyHolds && lateHolds) return Math.min(early, late);
  return lateHolds ? late : early;
}

/**
 * Whether a wall time is one that a clock change of the zone skipped (`gap`) or passed twice (`overlap`); null for the
 * others. Same arguments as `instantOfWall`.
 */
export function wallDoubt(wallAsUtc: number, ianaZone: string): 'gap' | 'overlap' | null {
  const before = zoneOffsetMicros(wallAsUtc - MICROS_PER_DAY, ianaZone);
  const after = zoneOffsetMicros(wallAsUtc + MICROS_PER_DAY, ianaZone);
  if (before === after) return null;
  const earlyHolds = zoneOffsetMicros(wallAsUtc - before, ianaZone) === before;
  const lateHolds = zoneOffsetMicros(wallAsUtc - after, ianaZone) === after;
  if (earlyHolds && lateHolds) return 'overlap';
  return earlyHolds || lateHolds ? null : 'gap';
}
