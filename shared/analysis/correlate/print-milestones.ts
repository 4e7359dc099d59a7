/** The milestones as plain text for a terminal: what, when, how long after the detection, and the words. */
import { visibleText } from '../../base/text.ts';
import { formatInZone } from '../../base/time.ts';
import type { Milestone } from '../chain-types.ts';
import { duration } from '../words.ts';
import { wrap } from './wrap.ts';

const TITLE_WIDTH = 20;
const TIME_WIDTH = 19;
const LENGTH_WIDTH = 16;
const GAP = '  ';
/** With less room than this beside the figures the words go under them. */
const ROOM = 50;
/** Told by their own length instead of the time since the detection. */
const LENGTHS: ReadonlySet<Milestone['kind']> = new Set(['dwell', 'dwell-since-return', 'pause']);

/** Lines of at most `width` characters where words allow; all times in UTC. */
export function printMilestones(milestones: readonly Milestone[], width: number): string[] {
  const cells = (title: string, time: string, length: string): string =>
    [title.padEnd(TITLE_WIDTH), time.padEnd(TIME_WIDTH), length.padStart(LENGTH_WIDTH), ''].join(GAP);
  const lead = cells('', '', '').length;
  const isNarrow = width - lead < ROOM;
  const indent = isNarrow ? TITLE_WIDTH + GAP.length : lead;
  const head = cells('', 'TIME (UTC)', 'AFTER DETECTION');
  // A pause stands in the story already, with its length.
  const rows = milestones.filter(({ kind }) => kind !== 'pause');
  return [
    isNarrow ? head.trimEnd() : `${head}WHAT`,
    ...rows.flatMap((milestone) => {
      const { title, time, text } = milestone;
      const figures = cells(
        title,
        time === null ? '' : formatInZone(time, 'UTC', 'datetime'),
        lengthWords(milestone),
      );
      const [first = '', ...more] = wrap(visibleText(text), width - indent, '');
      const rest = (isNarrow ? [first, ...more] : more).map((part) => ' '.repeat(indent) + part);
      return [isNarrow ? figures.trimEnd() : figures + first, ...rest];
    }),
  ];
}

/** `36 d 07:45:38` for a length, `+00:35:00` or `-36 d 05:07:43` for a distance from the detection. */
export function lengthWords({ kind, length }: Milestone): string {
  if (length === null) return '';
  if (length === 0) return '0 s';
  return LENGTHS.has(kind) || length < 0 ? duration(length) : `+${duration(length)}`;
}
