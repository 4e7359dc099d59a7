/**
 * What vis-timeline's axis needs to stand in an IANA zone: moments whose offset follows the zone (so that ticks fall on
 * local midnight on both sides of a clock change), and our own label texts.
 */
import moment from 'moment';
import {
  formatInZone,
  type Micros,
  MONTH_NAMES,
  wallTime,
  zoneOffsetMicros,
} from '../../shared/base/time.ts';
import { MICROS_PER_MINUTE, monthText } from './zone-time.ts';

/** Name of the property that carries the zone; moment copies listed properties when it clones. */
const ZONE = 'throughlineZone';
type ZonedMoment = moment.Moment & { [ZONE]?: string };

interface MomentHooks {
  momentProperties: string[];
  /** Called after every change of a moment, made for time zone packages; its flag is a boolean or a number of days. */
  updateOffset: (changed: ZonedMoment, keepLocalTime?: unknown) => void;
}

const hooks = moment as unknown as MomentHooks;
if (!hooks.momentProperties.includes(ZONE)) {
  hooks.momentProperties.push(ZONE);
  hooks.updateOffset = (changed, keepLocalTime) => {
    const zone = changed[ZONE];
    if (zone !== undefined) {
      const minutes = zoneOffsetMicros(changed.valueOf() * 1000, zone) / MICROS_PER_MINUTE;
      setOffset(changed, minutes, Boolean(keepLocalTime));
    }
  };
}

/** A constructor of moments in a zone, for vis-timeline's `moment` option. */
export function momentIn(zone: string): (input?: moment.MomentInput) => moment.Moment {
  return (input) => {
    const zoned: ZonedMoment = moment.utc(input);
    if (zone !== 'UTC') {
      zoned[ZONE] = zone;
      hooks.updateOffset(zoned);
    }
    return zoned;
  };
}

/** Third argument: the number means minutes even below 16, where moment would read hours. Missing from its types. */
function setOffset(zoned: moment.Moment, minutes: number, keepLocalTime: boolean): void {
  (zoned.utcOffset as (minutes: number, keepLocalTime: boolean, keepMinutes: boolean) => unknown).call(
    zoned,
    minutes,
    keepLocalTime,
    true,
  );
}

/** Anything with milliseconds as its value: vis-timeline passes moments and, at the left edge, Dates. */
type Tick = { valueOf(): number };

/** Text of a tick. `scale` is vis-timeline's name of the step's unit. */
export function minorLabel(zone: string, tick: Tick, scale: string): string {
  const at = (tick.valueOf() * 1000) as Micros;
  const wall = wallTime(at, zone);
  switch (scale) {
    case 'millisecond':
      return formatInZone(at, zone, 'millis').slice(-4);
    case 'second':
      return `:${formatInZone(at, zone, 'time').slice(-2)}`;
    case 'minute':
    case 'hour':
      return formatInZone(at, zone, 'minute');
    case 'weekday':
      return `${formatInZone(at, zone, 'weekday')} ${wall.day}`;
    case 'day':
    case 'week':
      return String(wall.day);
    case 'month':
      return MONTH_NAMES[wall.month - 1] ?? '';
    default:
      return String(wall.year);
  }
}

/** Text of the larger unit above it; together they always name the day. */
export function majorLabel(zone: string, tick: Tick, scale: string): string {
  const at = (tick.valueOf() * 1000) as Micros;
  switch (scale) {
    case 'millisecond':
      return `${formatInZone(at, zone, 'day')} ${formatInZone(at, zone, 'time')}`;
    case 'second':
      return `${formatInZone(at, zone, 'day')} ${formatInZone(at, zone, 'minute')}`;
    case 'minute':
    case 'hour':
      return formatInZone(at, zone, 'day');
    case 'weekday':
    case 'day':
    case 'week':
      return monthText(at, zone);
    case 'month':
      return String(wallTime(at, zone).year);
    default:
      return '';
  }
}
