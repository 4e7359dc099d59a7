/** Time zones by the runtime's IANA data, through Intl: offsets at instants, instants of wall times. */
import { MICROS_PER_DAY, microsOfWall } from './calendar.ts';

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The last answer: neighbours on screen nearly always share their quarter of an hour. */
  slot: number;
  offsetMicros: number;
}

const zones = new Map<string, Zone>();
/** Clock changes since 1970 fall on quarters of an hour. */
const SLOT_MICROS = 900_000_000;

/** Whether the runtime knows this IANA zone (`UTC`, `America/Sao_Paulo`, …). */
export function isZone(ianaZone: string): boolean {
  try {
    zoneOf(ianaZone);
    return true;
  } catch {
    return false;
  }
}

/** Throws RangeError for an unknown zone: check with `isZone` where the name comes from a person. */
function zoneOf(ianaZone: string): Zone {
  const known = zones.get(ianaZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: ianaZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const zone: Zone = { format, slot: Number.NaN, offsetMicros: 0 };
  zones.set(ianaZone, zone);
  return zone;
}

/** What to add to UTC to get the wall time of a zone at an instant, in microseconds. */
export function zoneOffsetMicros(micros: number, ianaZone: string): number {
  if (ianaZone === 'UTC') return 0;
  const zone = zoneOf(ianaZone);
  const slot = Math.floor(micros / SLOT_MICROS);
  if (zone.slot === slot) return zone.offsetMicros;
  const slotStart = slot * SLOT_MICROS;
  const part: Record<string, number> = {};
  for (const { type, value } of zone.format.formatToParts(slotStart / 1000)) part[type] = Number(value);
  const wall = microsOfWall({
    year: part.year ?? 0,
    month: part.month ?? 0,
    day: part.day ?? 0,
    hour: part.hour ?? 0,
    minute: part.minute ?? 0,
    second: part.second ?? 0,
    micro: 0,
  });
  zone.slot = slot;
  zone.offsetMicros = wall - slotStart;
  return zone.offsetMicros;
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
