/** The one writer of events: gives each draft its row, recognises duplicates, and commits in batches. */
import {
  type Actor,
  CATEGORIES,
  type Draft,
  OUTCOMES,
  PRECISIONS,
  SOURCE_TYPES,
  type Timestamp,
} from '../../../shared/events/event.ts';
import { createDictionaryWriter, type Dictionaries } from './dictionaries.ts';
import { type Cell, EVENT_COLUMNS, EventInserter } from './insert.ts';
import type { Db } from './open.ts';
import { saidDigest } from './said.ts';
import {
  coveredRows,
  createSegmentWriter,
  loadColumn,
  restOf,
  SEGMENT_ROWS,
  SegmentBuilder,
  type SegmentColumn,
} from './segments.ts';
import {
  type Uid,
  UidIndex,
  type UidKey,
  uidKey,
  uidOfBytes,
  uidOfConflict,
  uidOfNativeId,
} from './uid-index.ts';

export interface Place {
  readonly file: number;
  /** 1-based ordinal of the record in its file. */
  readonly record: number;
  readonly offset: number;
  readonly length: number;
}

/** `conflict`: an event was added although its native id was known, since its content differs. */
export type Added = 'event' | 'duplicate' | 'conflict';

const WIDTH = EVENT_COLUMNS.length;
const UID_CELL = EVENT_COLUMNS.indexOf('uid');
const NATIVE_CELL = EVENT_COLUMNS.indexOf('native_id');
const CONTENT_COLUMNS = ['ts', 'ts_wall', 'action', 'actor', 'src_ip', 'outcome'] as const;
const CONTENT_CELLS = CONTENT_COLUMNS.map((column) => EVENT_COLUMNS.indexOf(column));
/** Rows per transaction: few enough to lose little at a crash, enough to amortise the fsync. */
const BATCH_ROWS = 8192;

type SegmentValues = Record<SegmentColumn, number>;

export class Appender {
  private readonly dictionaries: Dictionaries;
  private readonly index: UidIndex;
  private readonly builder = new SegmentBuilder();
  private readonly writeDictionaries;
  private readonly writeSegment;
  private readonly rows: EventInserter;
  private readonly insertDuplicate;
  private readonly selectUid;
  private readonly selectNative;
  private readonly selectContent;
  private readonly values = {} as SegmentValues;
  /** Cells of the rows that wait, one row after the other in the order of EVENT_COLUMNS. One array for all batches. */
  private readonly pending: Cell[] = new Array<Cell>(WIDTH * BATCH_ROWS).fill(null);
  private waitingRows = 0;
  private pendingDuplicates: [number, number, number, number, number, string][] = [];
  /** Next row; also the number of events. */
  private next: number;
  private segmentFirst: number;

  constructor(db: Db, dictionaries: Dictionaries) {
    this.dictionaries = dictionaries;
    this.next = coveredRows(db);
    this.segmentFirst = this.next;
    this.index = new UidIndex(this.next);
    if (this.next > 0) {
      const hi = loadColumn(db, 'uidHi', this.next);
      const lo = loadColumn(db, 'uidLo', this.next);
      for (let row = 0; row < this.next; row++) this.index.add(hi[row]!, lo[row]!, row);
    }
    this.writeDictionaries = createDictionaryWriter(db);
    this.writeSegment = createSegmentWriter(db);
    this.rows = new EventInserter(db);
    this.insertDuplicate = db.prepare(
      'INSERT OR IGNORE INTO duplicate (row, file, record, offset, length, content) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.selectUid = db.prepare('SELECT lower(hex(uid)) FROM event WHERE row = ?').pluck();
    this.selectNative = db.prepare('SELECT native_id FROM event WHERE row = ?').pluck();
    this.selectContent = db
      .prepare('SELECT ts, ts_wall, action, actor, src_ip, outcome FROM event WHERE row = ?')
      .raw();
  }

  /** Whether enough waits for a batch. The caller must flush before it adds more, or the segment runs over. */
  get due(): boolean {
    return this.waitingRows + this.pendingDuplicates.length >= BATCH_ROWS;
  }

  /**
   * Adds one draft. `bytes` is the record as it stands in the case (valid only during the call); `part` tells records
   * apart that one transport record holds, counted from 0.
   */
  add(draft: Draft, place: Place, bytes: Uint8Array, part: number): Added {
    const codes = this.encode(draft);
    const { nativeId, statedId } = draft;
    let added: Added = 'event';
    let uid: Uid;
    if (statedId !== undefined) uid = statedId;
    else {
      const content = contentKey(draft);
      uid =
        nativeId === null
          ? uidOfBytes(draft.source, bytes, part, content)
          : uidOfNativeId(draft.source, nativeId, content);
    }
    let key = uidKey(uid);
    let known = this.find(uid, key);
    if (nativeId !== null) {
      // The first half of the id is that of the native id alone: other content under the same native id stands there too.
      const other = this.index.find(
        key[0],
        key[1],
        (row) => this.nativeIdOf(row) === nativeId && this.uidOf(row) !== uid,
      );
      if (other >= 0) added = 'conflict';
    }
    // Half an id can be made to collide with effort, and an exported event states its id: only what is really equal is a
    // duplicate, so that neither a forged record hides behind the original nor the original behind it.
    if (known >= 0 && !this.sameContent(known, draft, codes)) {
      uid = uidOfConflict(draft.source, nativeId ?? '', bytes);
      key = uidKey(uid);
      known = this.find(uid, key);
      added = 'conflict';
    }
    if (known >= 0) {
      this.pendingDuplicates.push([
        known,
        place.file,
        place.record,
        place.offset,
        place.length,
        saidDigest(draft),
      ]);
      return 'duplicate';
    }
    [codes.uidHi, codes.uidLo] = key;
    this.append(uid, draft, place, codes);
    return added;
  }

  /**
   * Writes everything that waits; call inside the batch's transaction. `last` also closes the current segment, so
   * that the case is whole afterwards.
   */
  flush(last: boolean): void {
    this.writeDictionaries(this.dictionaries);
    this.rows.insert(this.pending, this.waitingRows);
    this.waitingRows = 0;
    for (const duplicate of this.pendingDuplicates) this.insertDuplicate.run(duplicate);
    this.pendingDuplicates = [];
    const room = SEGMENT_ROWS - this.builder.rows;
    if (room < BATCH_ROWS || (last && this.builder.rows > 0)) this.closeSegment();
  }

  private find(uid: Uid, [hi, lo]: UidKey): number {
    return this.index.find(hi, lo, (row) => this.uidOf(row) === uid);
  }

  private uidOf(row: number): Uid {
    const at = this.pendingAt(row);
    return (at >= 0 ? this.pending[at + UID_CELL] : this.selectUid.get(row)) as Uid;
  }

  private nativeIdOf(row: number): string | null {
    const at = this.pendingAt(row);
    return (at >= 0 ? this.pending[at + NATIVE_CELL] : this.selectNative.get(row)) as string | null;
  }

  private sameContent(row: number, draft: Draft, codes: SegmentValues): boolean {
    const at = this.pendingAt(row);
    const stored =
      at >= 0
        ? CONTENT_CELLS.map((cell) => this.pending[at + cell])
        : (this.selectContent.get(row) as Cell[]);
    const [ts, wall, action, actor, srcIp, outcome] = stored;
    return (
      (wall ?? ts) === timeKey(draft) &&
      action === codes.action &&
      srcIp === codes.srcIp &&
      outcome === codes.outcome &&
      nameOf(this.dictionaries.actor.actors[actor as number]?.actor) === nameOf(draft.actor)
    );
  }

  /** Where the cells of a waiting row begin, or -1 when it is in the file. */
  private pendingAt(row: number): number {
    const index = row - (this.next - this.waitingRows);
    return index >= 0 ? index * WIDTH : -1;
  }

  private encode(draft: Draft): SegmentValues {
    const { dictionaries, values } = this;
    values.ts = draft.time?.micros ?? Number.NaN;
    values.tsEnd = draft.timeEnd?.micros ?? Number.NaN;
    values.source = SOURCE_TYPES.indexOf(draft.source);
    values.category = CATEGORIES.indexOf(draft.category);
    values.outcome = OUTCOMES.indexOf(draft.outcome);
    values.action = dictionaries.action.code(draft.action);
    values.reason = dictionaries.reason.code(draft.reason);
    values.actor = dictionaries.actor.code(draft.source, draft.actor);
    values.srcIp = dictionaries.address.code(draft.srcIp);
    values.dstIp = dictionaries.address.code(draft.dstIp);
    values.srcPort = draft.srcPort ?? 0;
    values.dstPort = draft.dstPort ?? 0;
    values.related = dictionaries.related.code(listText(draft.relatedIps));
    // Addresses named beside source and destination are values too, so that a look-up finds them.
    for (const { ip } of draft.relatedIps) dictionaries.address.code(ip);
    values.userAgent = dictionaries.userAgent.code(draft.userAgent);
    values.session = dictionaries.session.code(draft.session);
    values.credential = dictionaries.credential.code(draft.credential);
    values.system = dictionaries.system.code(draft.system);
    values.targets = dictionaries.targets.code(listText(draft.targets));
    values.effects = dictionaries.effects.code(listText(draft.effects));
    return values;
  }

  private append(uid: Uid, draft: Draft, place: Place, codes: SegmentValues): void {
    const row = this.next++;
    codes.file = place.file;
    codes.record = place.record;
    this.index.add(codes.uidHi, codes.uidLo, row);
    const { time } = draft;
    const { pending } = this;
    let at = this.waitingRows++ * WIDTH;
    pending[at++] = row;
    pending[at++] = uid;
    pending[at++] = draft.nativeId;
    pending[at++] = place.file;
    pending[at++] = place.record;
    pending[at++] = place.offset;
    pending[at++] = place.length;
    pending[at++] = time?.micros ?? null;
    pending[at++] = time ? storedTimeText(time) : null;
    pending[at++] = time ? PRECISIONS.indexOf(time.precision) : null;
    pending[at++] = time?.wall ?? null;
    pending[at++] = draft.timeEnd?.micros ?? null;
    pending[at++] = codes.source;
    pending[at++] = codes.category;
    pending[at++] = codes.outcome;
    pending[at++] = codes.action;
    pending[at++] = codes.reason;
    pending[at++] = codes.actor;
    pending[at++] = codes.srcIp;
    pending[at++] = draft.srcPort;
    pending[at++] = codes.dstIp;
    pending[at++] = draft.dstPort;
    pending[at++] = codes.related;
    pending[at++] = codes.userAgent;
    pending[at++] = codes.session;
    pending[at++] = codes.credential;
    pending[at++] = codes.system;
    pending[at++] = codes.targets;
    pending[at++] = codes.effects;
    pending[at] = draft.bytes;
    this.builder.add(
      codes,
      restOf([
        uid,
        draft.nativeId,
        place.offset,
        place.length,
        time ? storedTimeText(time) : null,
        time ? PRECISIONS.indexOf(time.precision) : null,
        time?.wall ?? null,
        draft.bytes,
      ]),
    );
  }

  private closeSegment(): void {
    const { rows } = this.builder;
    this.writeSegment(this.segmentFirst, this.builder);
    this.segmentFirst += rows;
  }
}

/**
 * What must agree, beside the native id, for two records to be the same event, whatever export they came in: when, what,
 * who, from where, with which outcome. Actors by name: exports that leave out other ids still name them alike.
 */
export function contentKey(draft: Draft): string {
  return `${timeKey(draft)}\u0000${draft.action}\u0000${nameOf(draft.actor)}\u0000${draft.srcIp ?? ''}\u0000${draft.outcome}`;
}

/** A time whose zone was assumed counts as it is written, so that the zone that was assumed makes no difference. */
function timeKey({ time }: Draft): number | null {
  return time === null ? null : (time.wall ?? time.micros);
}

function nameOf(actor: Actor | null | undefined): string {
  return actor?.name ?? '';
}

function listText(list: readonly unknown[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}

/**
 * What the row keeps of the time's text: nothing when it is the ISO text of its instant at its precision, `@` when it
 * is epoch seconds, else the text itself. `timestampOf` in event-rows.ts is the way back.
 */
function storedTimeText({ text, precision, micros }: Timestamp): string | null {
  const length =
    precision === 'second' ? 20 : precision === 'millisecond' ? 24 : precision === 'microsecond' ? 27 : -1;
  const iso = text.length === length && text[10] === 'T' && text.endsWith('Z');
  if (iso && (length === 20 || text[19] === '.')) return null;
  return text === String(micros / 1_000_000) ? '@' : text;
}
