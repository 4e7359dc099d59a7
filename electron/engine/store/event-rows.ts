/** Open rows back into events. */
import { invariant } from '../../../shared/base/assert.ts';
import { formatMicros, type Micros } from '../../../shared/base/time.ts';
import {
  CATEGORIES,
  type Draft,
  type Effect,
  OUTCOMES,
  PRECISIONS,
  type Precision,
  type RelatedIp,
  SOURCE_TYPES,
  type StoredEvent,
  type Target,
  type Timestamp,
} from '../../../shared/events/event.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Db } from './open.ts';
import type { NumberColumn, RowColumns } from './row-columns.ts';
import type { Snapshot } from './snapshot.ts';

interface Row {
  readonly row: number;
  readonly uid: Buffer;
  readonly native_id: string | null;
  readonly file: number;
  readonly record: number;
  readonly offset: number;
  readonly length: number;
  readonly ts: Micros | null;
  readonly ts_text: string | null;
  readonly ts_precision: number | null;
  readonly ts_wall: Micros | null;
  readonly ts_end: Micros | null;
  readonly source: number;
  readonly category: number;
  readonly outcome: number;
  readonly action: number;
  readonly reason: number;
  readonly actor: number;
  readonly src_ip: number;
  readonly src_port: number | null;
  readonly dst_ip: number;
  readonly dst_port: number | null;
  readonly related: number;
  readonly user_agent: number;
  readonly session: number;
  readonly credential: number;
  readonly system: number;
  readonly targets: number;
  readonly effects: number;
  readonly bytes: number | null;
}

export interface RawPlace {
  readonly file: number;
  readonly offset: number;
  readonly length: number;
}

export class EventRows {
  private readonly select;
  private readonly selectPlace;
  private readonly selectAt;
  private readonly selectDuplicates;

  constructor(db: Db) {
    this.select = db.prepare('SELECT * FROM event WHERE row = ?');
    this.selectPlace = db.prepare('SELECT file, offset, length FROM event WHERE row = ?');
    // Rows of one file come in order of their offsets, so a file's rows are one run of row numbers.
    this.selectAt = db
      .prepare('SELECT row, offset, length FROM event WHERE row >= ? AND row <= ? ORDER BY row')
      .raw();
    this.selectDuplicates = db
      .prepare('SELECT file, record FROM duplicate WHERE row = ? ORDER BY file, record')
      .raw();
  }

  /** One event of a snapshot, its times corrected as the analyst set; throws when the row is not in it. */
  get(snapshot: Snapshot, row: number): StoredEvent {
    const event = this.stored(snapshot, row);
    const moved = snapshot.correctionOf(row);
    if (moved === 0 || event.time === null) return event;
    return {
      ...event,
      time: shifted(event.time, moved),
      timeEnd: event.timeEnd === null ? null : shifted(event.timeEnd, moved),
      correctedBy: moved,
    };
  }

  /** One event with the times that were read, whatever was corrected since. */
  stored(snapshot: Snapshot, row: number): StoredEvent {
    const cells = this.select.get(row) as Row | undefined;
    invariant(cells, `row ${row} stands in the case`);
    return toEvent(snapshot, cells);
  }

  place(row: number): RawPlace {
    const place = this.selectPlace.get(row) as RawPlace | undefined;
    invariant(place, `row ${row} stands in the case`);
    return place;
  }

  /** Spans of the rows first … last, in order. */
  spans(first: number, last: number): IterableIterator<[row: number, offset: number, length: number]> {
    return this.selectAt.iterate(first, last) as IterableIterator<[number, number, number]>;
  }

  duplicates(row: number): [file: number, record: number][] {
    return this.selectDuplicates.all(row) as [number, number][];
  }
}

function shifted(time: Timestamp, by: number): Timestamp {
  return { ...time, micros: (time.micros + by) as Micros };
}

function toEvent(view: Snapshot, r: Row): StoredEvent {
  const file = view.files.get(r.file);
  invariant(file, `file ${r.file} of row ${r.row} stands in the case`);
  const identity = view.identityOfActor(r.actor);
  return {
    ...draftOfCells(r, view),
    id: r.uid.toString('hex'),
    row: r.row,
    evidence: { file: file.path, sha256: file.sha256, record: r.record, offset: r.offset, length: r.length },
    identity: identity < 0 ? null : view.identities[identity]!.id,
  };
}

/** Cells that say what happened; the others say where it stands. */
type DraftCells = Omit<Row, 'row' | 'uid' | 'file' | 'record' | 'offset' | 'length'>;
type Lookup = Pick<Snapshot, 'text' | 'actor' | 'relatedOf' | 'targetsOf' | 'effectsOf'>;

function draftOfCells(r: DraftCells, view: Lookup): Draft {
  return {
    source: SOURCE_TYPES[r.source]!,
    action: view.text('action', r.action) ?? '',
    category: CATEGORIES[r.category]!,
    outcome: OUTCOMES[r.outcome]!,
    reason: view.text('reason', r.reason),
    time: r.ts === null ? null : timestampOf(r.ts, r),
    timeEnd:
      r.ts_end === null ? null : timestampOf(r.ts_end, { ...r, ts_text: r.ts_text === '@' ? '@' : null }),
    actor: view.actor(r.actor),
    srcIp: view.text('srcIp', r.src_ip),
    srcPort: r.src_port,
    dstIp: view.text('dstIp', r.dst_ip),
    dstPort: r.dst_port,
    relatedIps: view.relatedOf(r.related),
    userAgent: view.text('userAgent', r.user_agent),
    session: view.text('session', r.session),
    credential: view.text('credential', r.credential),
    system: view.text('system', r.system),
    targets: view.targetsOf(r.targets),
    effects: view.effectsOf(r.effects),
    bytes: r.bytes,
    nativeId: r.native_id,
  };
}

/** A row that is not in the file yet, as the draft that it was made from. Codes are those of the dictionaries. */
export function draftOf(rows: RowColumns, row: number, dictionaries: Dictionaries): Draft {
  const { codes, numbers } = rows;
  const number = (name: NumberColumn): number | null => {
    const value = numbers[name][row]!;
    return Number.isNaN(value) ? null : value;
  };
  const list = <T>(kind: 'related' | 'targets' | 'effects', code: number): readonly T[] =>
    code === 0 ? [] : (JSON.parse(dictionaries[kind].text(code) ?? '[]') as readonly T[]);
  const cells: DraftCells = {
    native_id: rows.nativeIds[row] ?? null,
    ts: number('ts') as Micros | null,
    ts_text: rows.timeTexts[row] ?? null,
    ts_precision: number('tsPrecision'),
    ts_wall: number('tsWall') as Micros | null,
    ts_end: number('tsEnd') as Micros | null,
    source: codes.source[row]!,
    category: codes.category[row]!,
    outcome: codes.outcome[row]!,
    action: codes.action[row]!,
    reason: codes.reason[row]!,
    actor: codes.actor[row]!,
    src_ip: codes.srcIp[row]!,
    src_port: number('srcPort'),
    dst_ip: codes.dstIp[row]!,
    dst_port: number('dstPort'),
    related: codes.related[row]!,
    user_agent: codes.userAgent[row]!,
    session: codes.session[row]!,
    credential: codes.credential[row]!,
    system: codes.system[row]!,
    targets: codes.targets[row]!,
    effects: codes.effects[row]!,
    bytes: number('bytes'),
  };
  return draftOfCells(cells, {
    text: (column, code) =>
      dictionaries[column === 'srcIp' || column === 'dstIp' ? 'address' : column].text(code),
    actor: (code) => dictionaries.actor.actors[code]?.actor ?? null,
    relatedOf: (code) => list<RelatedIp>('related', code),
    targetsOf: (code) => list<Target>('targets', code),
    effectsOf: (code) => list<Effect>('effects', code),
  });
}

/** The way back from what `storedTimeText` in row-encoder.ts kept. */
function timestampOf(micros: Micros, r: Pick<Row, 'ts_text' | 'ts_precision' | 'ts_wall'>): Timestamp {
  const precision = PRECISIONS[r.ts_precision ?? 0] as Precision;
  const text =
    r.ts_text === null
      ? isoText(micros, precision)
      : r.ts_text === '@'
        ? String(micros / 1_000_000)
        : r.ts_text;
  return r.ts_wall === null
    ? { micros, text, precision, zone: 'stated' }
    : { micros, text, precision, zone: 'assumed', wall: r.ts_wall };
}

function isoText(micros: Micros, precision: Precision): string {
  const text = formatMicros(micros);
  if (precision === 'second') return `${text.slice(0, 19)}Z`;
  return precision === 'millisecond' ? `${text.slice(0, 23)}Z` : text;
}
