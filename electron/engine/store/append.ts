/** The one writer of events: gives each row its number, recognises duplicates, and commits in batches. */
import type { Draft } from '../../../shared/events/event.ts';
import { nameOf } from './content-key.ts';
import { createDictionaryWriter, type Dictionaries, type StoredActor } from './dictionaries.ts';
import { draftOf } from './event-rows.ts';
import { EventInserter } from './insert.ts';
import type { Db } from './open.ts';
import type { RowBatch, Translation } from './row-batch.ts';
import { RowColumns, UID_BYTES } from './row-columns.ts';
import { setUid } from './row-encoder.ts';
import { saidDigest } from './said.ts';
import type { ValueKind } from './schema.ts';
import { coveredRows, createSegmentWriter, loadColumn, SEGMENT_ROWS, SegmentBuilder } from './segments.ts';
import { conflictHalf, nativeHalf, UidIndex } from './uid-index.ts';

/** What became of the rows of a batch that are no plain new events. */
export interface Added {
  /** Rows of the batch that are in the case already. */
  readonly duplicates: readonly number[];
  /** Rows that were added although their id was known, since their content differs; `id`: in words. */
  readonly conflicts: readonly { readonly row: number; readonly id: string }[];
}

/** Rows per transaction: few enough to lose little at a crash, enough to amortise the fsync. */
const BATCH_ROWS = 8192;

/** A row that stands in the file, as far as duplicates are concerned. */
type StoredContent = [
  uid: Buffer,
  nativeId: string | null,
  ts: number | null,
  wall: number | null,
  action: number,
  actor: number,
  srcIp: number,
  outcome: number,
];

export class Appender {
  private readonly dictionaries: Dictionaries;
  private readonly index: UidIndex;
  private readonly builder = new SegmentBuilder();
  private readonly writeDictionaries;
  private readonly writeSegment;
  private readonly inserter: EventInserter;
  private readonly insertDuplicate;
  private readonly selectContent;
  private readonly codeOf;
  /** Rows that wait. */
  private readonly pending = new RowColumns(2 * BATCH_ROWS);
  private pendingDuplicates: [number, number, number, number, number, string][] = [];
  /** Number of the first row that waits; so many are in the file. */
  private written: number;
  private segmentFirst: number;

  constructor(db: Db, dictionaries: Dictionaries) {
    this.dictionaries = dictionaries;
    this.codeOf = {
      value: (kind: ValueKind, text: string) => dictionaries[kind].code(text),
      actor: ({ source, actor }: StoredActor) => dictionaries.actor.code(source, actor),
    };
    this.written = coveredRows(db);
    this.segmentFirst = this.written;
    this.index = new UidIndex(this.written);
    if (this.written > 0) {
      const hi = loadColumn(db, 'uidHi', this.written);
      const lo = loadColumn(db, 'uidLo', this.written);
      for (let row = 0; row < this.written; row++) this.index.add(hi[row]!, lo[row]!);
    }
    this.writeDictionaries = createDictionaryWriter(db);
    this.writeSegment = createSegmentWriter(db);
    this.inserter = new EventInserter(db);
    this.insertDuplicate = db.prepare(
      'INSERT OR IGNORE INTO duplicate (row, file, record, offset, length, content) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.selectContent = db
      .prepare('SELECT uid, native_id, ts, ts_wall, action, actor, src_ip, outcome FROM event WHERE row = ?')
      .raw();
  }

  /** Whether enough waits for a batch. */
  get due(): boolean {
    return this.pending.count + this.pendingDuplicates.length >= BATCH_ROWS;
  }

  /** Adds the rows of one file. They are changed in place; `translation` is that of the reader they come from. */
  add(batch: RowBatch, translation: Translation, file: number): Added {
    translation.apply(batch, this.codeOf);
    const { rows } = batch;
    rows.codes.file.fill(file, 0, rows.count);
    const { uidHi, uidLo } = rows.codes;
    const duplicates: number[] = [];
    const conflicts: { row: number; id: string }[] = [];
    /** First row of the batch that was not taken yet. */
    let first = 0;
    for (let row = 0; row < rows.count; row++) {
      if (this.index.find(uidHi[row]!, uidLo[row]!, anyRow) >= 0) {
        // Half an id is known, which hardly ever means less than the whole: now everything is looked at.
        this.pending.append(rows, first, row);
        first = row;
        const fate = this.compare(rows, row);
        if (fate === 'duplicate') {
          duplicates.push(row);
          first = row + 1;
          continue;
        }
        if (fate !== 'event') conflicts.push({ row, id: fate.known });
      }
      this.index.add(uidHi[row]!, uidLo[row]!);
    }
    this.pending.append(rows, first, rows.count);
    return { duplicates, conflicts };
  }

  /**
   * Writes everything that waits; call inside the batch's transaction. `last` also closes the current segment, so
   * that the case is whole afterwards.
   */
  flush(last: boolean): void {
    const { pending, builder } = this;
    this.writeDictionaries(this.dictionaries);
    this.inserter.insert(pending, this.written);
    for (let from = 0; from < pending.count; ) {
      const end = Math.min(pending.count, from + SEGMENT_ROWS - builder.rows);
      builder.append(pending, from, end);
      if (builder.rows === SEGMENT_ROWS) this.closeSegment();
      from = end;
    }
    this.written += pending.count;
    pending.clear();
    for (const duplicate of this.pendingDuplicates) this.insertDuplicate.run(duplicate);
    this.pendingDuplicates = [];
    if (last && builder.rows > 0) this.closeSegment();
  }

  /**
   * What a row is whose first half of an id is known. Half an id can be made to collide with effort, and an exported event
   * states its id: only what is really equal is a duplicate, so that neither a forged record hides behind the original nor
   * the original behind it. The first half is that of the native id alone: other content under it stands there too.
   */
  private compare(rows: RowColumns, row: number): 'event' | 'duplicate' | { known: string } {
    const { uidHi, uidLo } = rows.codes;
    const draft = draftOf(rows, row, this.dictionaries);
    const { nativeId } = draft;
    const named =
      nativeId === null ? `event ${Buffer.from(rows.uid(row)).toString('hex')}` : `native id ${nativeId}`;
    const isSame = (other: number): boolean => sameUid(this.contentOf(other)[0], rows.uid(row));
    let known = this.index.find(uidHi[row]!, uidLo[row]!, isSame);
    let conflict =
      nativeId !== null &&
      this.index.find(
        uidHi[row]!,
        uidLo[row]!,
        (other) => this.contentOf(other)[1] === nativeId && !isSame(other),
      ) >= 0;
    if (known >= 0 && !this.sameContent(this.contentOf(known), rows, row, draft)) {
      setUid(rows, row, nativeHalf(draft.source, nativeId ?? '') + conflictHalf(saidDigest(draft)));
      known = this.index.find(uidHi[row]!, uidLo[row]!, isSame);
      conflict = true;
    }
    if (known < 0) return conflict ? { known: named } : 'event';
    const { record, offset, length } = rows.numbers;
    this.pendingDuplicates.push([
      known,
      rows.codes.file[row]!,
      record[row]!,
      offset[row]!,
      length[row]!,
      saidDigest(draft),
    ]);
    return 'duplicate';
  }

  private sameContent(stored: StoredContent, rows: RowColumns, row: number, draft: Draft): boolean {
    const [, , ts, wall, action, actor, srcIp, outcome] = stored;
    const { codes } = rows;
    return (
      (wall ?? ts) === (draft.time === null ? null : (draft.time.wall ?? draft.time.micros)) &&
      action === codes.action[row] &&
      srcIp === codes.srcIp[row] &&
      outcome === codes.outcome[row] &&
      nameOf(this.dictionaries.actor.actors[actor]?.actor) === nameOf(draft.actor)
    );
  }

  private contentOf(row: number): StoredContent {
    const at = row - this.written;
    if (at < 0) return this.selectContent.get(row) as StoredContent;
    const { codes, numbers, nativeIds } = this.pending;
    const time = (value: number): number | null => (Number.isNaN(value) ? null : value);
    return [
      Buffer.from(this.pending.uid(at)),
      nativeIds[at] ?? null,
      time(numbers.ts[at]!),
      time(numbers.tsWall[at]!),
      codes.action[at]!,
      codes.actor[at]!,
      codes.srcIp[at]!,
      codes.outcome[at]!,
    ];
  }

  private closeSegment(): void {
    const { rows } = this.builder;
    this.writeSegment(this.segmentFirst, this.builder);
    this.segmentFirst += rows;
  }
}

const anyRow = (): boolean => true;

function sameUid(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < UID_BYTES; i++) if (a[i] !== b[i]) return false;
  return true;
}
