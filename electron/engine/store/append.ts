/** The one writer of events: gives each draft its row, recognises duplicates, and commits in batches. */
import {
  CATEGORIES,
  type Draft,
  OUTCOMES,
  PRECISIONS,
  SOURCE_TYPES,
  type Timestamp,
} from '../../../shared/events/event.ts';
import { createDictionaryWriter, type Dictionaries } from './dictionaries.ts';
import type { Db } from './open.ts';
import {
  coveredRows,
  createSegmentWriter,
  loadColumn,
  SEGMENT_ROWS,
  SegmentBuilder,
  type SegmentColumn,
} from './segments.ts';
import { type Uid, UidIndex, uidOfBytes, uidOfConflict, uidOfNativeId } from './uid-index.ts';

export interface Place {
  readonly file: number;
  /** 1-based ordinal of the record in its file. */
  readonly record: number;
  readonly offset: number;
  readonly length: number;
}

/** `conflict`: an event was added although its native id was known, since its content differs. */
export type Added = 'event' | 'duplicate' | 'conflict';

// biome-ignore format: one stretch of the table a line
const EVENT_COLUMNS = [
  'row', 'uid', 'native_id', 'file', 'record', 'offset', 'length', 'ts', 'ts_text', 'ts_precision', 'ts_assumed', 'ts_end',
  'source', 'category', 'outcome', 'action', 'reason', 'actor', 'src_ip', 'src_port', 'dst_ip', 'dst_port', 'related',
  'user_agent', 'session', 'credential', 'system', 'targets', 'effects', 'bytes',
] as const;
const WIDTH = EVENT_COLUMNS.length;
const UID_CELL = EVENT_COLUMNS.indexOf('uid');
const CONTENT_COLUMNS = ['ts', 'action', 'actor', 'src_ip', 'outcome'] as const;
const CONTENT_CELLS = CONTENT_COLUMNS.map((column) => EVENT_COLUMNS.indexOf(column));
const ROWS_PER_INSERT = 32;
/** Rows per transaction: few enough to lose little at a crash, enough to amortise the fsync. */
const BATCH_ROWS = 4096;

type Cell = number | string | Buffer | null;
type SegmentValues = Record<SegmentColumn, number>;

/** The parts of an event that must agree for a known native id to be the same record; in the order of CONTENT_COLUMNS. */
type Content = readonly [ts: number | null, action: number, actor: number, srcIp: number, outcome: number];

export class Appender {
  private readonly dictionaries: Dictionaries;
  private readonly index: UidIndex;
  private readonly builder = new SegmentBuilder();
  private readonly writeDictionaries;
  private readonly writeSegment;
  private readonly insertMany;
  private readonly insertOne;
  private readonly insertDuplicate;
  private readonly selectUid;
  private readonly selectContent;
  private readonly values = {} as SegmentValues;
  /** Cells of the rows that wait, one row after the other in the order of EVENT_COLUMNS. */
  private pending: Cell[] = [];
  private pendingDuplicates: [number, number, number, number, number][] = [];
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
    const tuple = `(${EVENT_COLUMNS.map(() => '?').join(', ')})`;
    const insert = `INSERT INTO event (${EVENT_COLUMNS.join(', ')}) VALUES `;
    this.insertOne = db.prepare(insert + tuple);
    this.insertMany = db.prepare(insert + Array.from({ length: ROWS_PER_INSERT }, () => tuple).join(', '));
    this.insertDuplicate = db.prepare(
      'INSERT OR IGNORE INTO duplicate (row, file, record, offset, length) VALUES (?, ?, ?, ?, ?)',
    );
    this.selectUid = db.prepare('SELECT uid FROM event WHERE row = ?').pluck();
    this.selectContent = db
      .prepare('SELECT ts, action, actor, src_ip, outcome FROM event WHERE row = ?')
      .raw();
  }

  /** Whether enough waits for a batch. The caller must flush before it adds more, or the segment runs over. */
  get due(): boolean {
    return this.waitingRows + this.pendingDuplicates.length >= BATCH_ROWS;
  }

  /** Adds one draft. `bytes` is the record as it stands in the file (valid only during the call). */
  add(draft: Draft, place: Place, bytes: Uint8Array): Added {
    const codes = this.encode(draft);
    const content: Content = [
      draft.time?.micros ?? null,
      codes.action,
      codes.actor,
      codes.srcIp,
      codes.outcome,
    ];
    let uid = draft.nativeId === null ? uidOfBytes(bytes) : uidOfNativeId(draft.source, draft.nativeId);
    let added: Added = 'event';
    let known = this.find(uid);
    if (known >= 0 && draft.nativeId !== null && !this.sameContent(known, content)) {
      uid = uidOfConflict(draft.source, draft.nativeId, bytes);
      added = 'conflict';
      known = this.find(uid);
    }
    if (known >= 0) {
      this.pendingDuplicates.push([known, place.file, place.record, place.offset, place.length]);
      return 'duplicate';
    }
    this.append(uid, draft, place, codes);
    return added;
  }

  /**
   * Writes everything that waits; call inside the batch's transaction. `last` also closes the current segment, so
   * that the case is whole afterwards.
   */
  flush(last: boolean): void {
    this.writeDictionaries(this.dictionaries);
    const { pending } = this;
    const many = ROWS_PER_INSERT * WIDTH;
    let at = 0;
    for (; at + many <= pending.length; at += many) this.insertMany.run(pending.slice(at, at + many));
    for (; at < pending.length; at += WIDTH) this.insertOne.run(pending.slice(at, at + WIDTH));
    this.pending = [];
    for (const duplicate of this.pendingDuplicates) this.insertDuplicate.run(duplicate);
    this.pendingDuplicates = [];
    const room = SEGMENT_ROWS - this.builder.rows;
    if (room < BATCH_ROWS || (last && this.builder.rows > 0)) this.closeSegment();
  }

  private find(uid: Uid): number {
    return this.index.find(uid.readUInt32BE(0), uid.readUInt32BE(4), (row) => this.uidOf(row).equals(uid));
  }

  private uidOf(row: number): Uid {
    const at = this.pendingAt(row);
    return (at >= 0 ? this.pending[at + UID_CELL] : this.selectUid.get(row)) as Uid;
  }

  private sameContent(row: number, content: Content): boolean {
    const at = this.pendingAt(row);
    const stored =
      at >= 0
        ? CONTENT_CELLS.map((cell) => this.pending[at + cell])
        : (this.selectContent.get(row) as Cell[]);
    return content.every((value, i) => value === stored[i]);
  }

  private get waitingRows(): number {
    return this.pending.length / WIDTH;
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
    codes.uidHi = uid.readUInt32BE(0);
    codes.uidLo = uid.readUInt32BE(4);
    this.index.add(codes.uidHi, codes.uidLo, row);
    const { time } = draft;
    // biome-ignore format: as EVENT_COLUMNS
    this.pending.push(
      row, uid, draft.nativeId, place.file, place.record, place.offset, place.length,
      time?.micros ?? null, time ? storedTimeText(time) : null, time ? PRECISIONS.indexOf(time.precision) : null,
      time ? Number(time.zone === 'assumed') : null, draft.timeEnd?.micros ?? null,
      codes.source, codes.category, codes.outcome, codes.action, codes.reason, codes.actor, codes.srcIp, draft.srcPort,
      codes.dstIp, draft.dstPort, codes.related, codes.userAgent, codes.session, codes.credential, codes.system,
      codes.targets, codes.effects, draft.bytes,
    );
    this.builder.add(codes);
  }

  private closeSegment(): void {
    const { rows } = this.builder;
    this.writeSegment(this.segmentFirst, this.builder);
    this.segmentFirst += rows;
  }
}

function listText(list: readonly unknown[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}

/**
 * What the row keeps of the time's text: nothing when it is the ISO text of its instant at its precision, `@` when it
 * is epoch seconds, else the text itself. `timeTextOf` in event-rows.ts is the way back.
 */
function storedTimeText({ text, precision, micros }: Timestamp): string | null {
  const length =
    precision === 'second' ? 20 : precision === 'millisecond' ? 24 : precision === 'microsecond' ? 27 : -1;
  if (text.length === length && text[10] === 'T' && text.endsWith('Z')) return null;
  return text === String(micros / 1_000_000) ? '@' : text;
}
