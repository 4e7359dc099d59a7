/**
 * The case as analysis and queries see it: columns in memory, postings by value, one order by time. A snapshot is of
 * one moment; an import makes a new one when it ends, and questions asked meanwhile are answered from the old one.
 * Columns and postings are made when first asked for.
 */
import type {
  CaseView,
  Codes,
  Columns,
  Identity,
  Place,
  TextColumn,
} from '../../../shared/analysis/case-view.ts';
import type { Decision } from '../../../shared/analysis/decisions.ts';
import { type ResolvedCase, resolveCase } from '../../../shared/analysis/identity/of-case.ts';
import { peopleOf } from '../../../shared/analysis/identity/roster.ts';
import { invariant } from '../../../shared/base/assert.ts';
import {
  type Actor,
  type Alias,
  type Effect,
  type RelatedIp,
  SOURCE_TYPES,
  type Target,
} from '../../../shared/events/event.ts';
import { type Dictionaries, type Dictionary, targetSetsOf } from './dictionaries.ts';
import type { StoredFact } from './facts.ts';
import type { Db } from './open.ts';
import { Postings } from './postings.ts';
import { type ColumnArray, loadColumn, type SegmentColumn } from './segments.ts';
import type { SourceRecord } from './source-files.ts';
import { loadOrder, orderedRows, storeOrder } from './stored-order.ts';
import { orderOfCase } from './time-order.ts';
import { correctedTimes, type TimeRule } from './time-rules.ts';
import { nativeHalf, scanUids, UidIndex, type UidKey, uidKey, uidOf } from './uid-index.ts';

type PostingColumn = TextColumn | 'actor' | 'targets' | 'effects' | 'related';

/** Rows from which sorting them takes longer than reading their order. */
const WORTH_STORING = 65_536;
/** Look-ups of an id after which the index over all ids is made. */
const MOST_SCANS = 8;

export class Snapshot implements CaseView {
  readonly size: number;
  readonly files: ReadonlyMap<number, SourceRecord>;
  /** Clock corrections that hold. */
  private readonly rules: readonly TimeRule[];
  /** What the case's lists say, in order of file and record. */
  readonly facts: readonly StoredFact[];
  /** What the analyst decided, those taken back among them. */
  decisions: readonly Decision[];
  private readonly db: Db;
  private readonly dictionaries: Dictionaries;
  private readonly loaded = new Map<SegmentColumn, ColumnArray>();
  private readonly postings = new Map<PostingColumn, Postings>();
  private readonly selectPlaces;
  private readonly selectUid;
  private readonly selectNative;
  private readonly selectWalls;
  private readonly selectTime;
  private order: Uint32Array | null = null;
  private ranks: Uint32Array | null = null;
  private uids: UidIndex | null = null;
  private scans = 0;
  private resolved: ResolvedCase | null = null;
  private readonly sets = {
    targets: new SetCache<Target>(),
    effects: new SetCache<Effect>(),
    related: new SetCache<RelatedIp>(),
  };

  constructor(
    db: Db,
    dictionaries: Dictionaries,
    size: number,
    files: ReadonlyMap<number, SourceRecord>,
    rules: readonly TimeRule[],
    facts: readonly StoredFact[],
    decisions: readonly Decision[],
  ) {
    this.db = db;
    this.dictionaries = dictionaries;
    this.size = size;
    this.files = files;
    this.rules = rules.filter((rule) => rule.undone === null);
    this.facts = facts;
    this.decisions = decisions;
    this.selectPlaces = db
      .prepare(
        'SELECT row, uid, native_id, file, record FROM event WHERE row IN (SELECT value FROM json_each(?))',
      )
      .raw();
    this.selectWalls = db.prepare('SELECT row, ts_wall FROM event WHERE ts_wall IS NOT NULL').raw();
    this.selectTime = db.prepare('SELECT ts FROM event WHERE row = ?').pluck();
    this.selectNative = db.prepare('SELECT native_id FROM event WHERE row = ?').pluck();
    this.selectUid = db.prepare('SELECT lower(hex(uid)) FROM event WHERE row = ?').pluck();
  }

  /** The analyst decided anew: what follows from decisions is computed again when next asked for. */
  decide(decisions: readonly Decision[]): void {
    this.decisions = decisions;
    this.resolved = null;
  }

  /** Columns by name; each is loaded from its segments when first read. */
  readonly columns: Columns = new Proxy({} as Columns, {
    get: (_, name) => this.column(name as SegmentColumn),
  });

  column(name: SegmentColumn): ColumnArray {
    let column = this.loaded.get(name);
    if (!column) {
      const starts = name === 'tsEnd' && this.rules.length === 0 ? this.column('ts') : undefined;
      column = loadColumn(this.db, name, this.size, starts as Float64Array | undefined);
      if (this.rules.length > 0 && (name === 'ts' || name === 'tsEnd'))
        column = this.corrected(name, column as Float64Array);
      this.loaded.set(name, column);
    }
    return column;
  }

  /** Times after the analyst's clock corrections. An interval moves as a whole. */
  private corrected(name: 'ts' | 'tsEnd', read: Float64Array): Float64Array {
    const start = name === 'ts' ? read : (loadColumn(this.db, 'ts', this.size) as Float64Array);
    const moved = this.timesUnder(this.rules, start);
    if (name === 'ts') return moved;
    return read.map((end, row) => end + (moved[row]! - start[row]!));
  }

  /** Times as they would be under these corrections alone, from those that were `read`. */
  timesUnder(
    rules: readonly TimeRule[],
    read = loadColumn(this.db, 'ts', this.size) as Float64Array,
  ): Float64Array {
    return correctedTimes(rules, {
      ts: read,
      file: this.column('file'),
      source: this.column('source'),
      walls: () => this.zoneless(),
    });
  }

  /** Rows whose times were written without a zone, with their wall times. */
  zoneless(): [row: number, wall: number][] {
    return this.selectWalls.all() as [number, number][];
  }

  /** How far an event's times were moved by clock corrections, µs; 0 for most. */
  correctionOf(row: number): number {
    if (this.rules.length === 0) return 0;
    const read = this.selectTime.get(row) as number | null;
    return read === null ? 0 : this.column('ts')[row]! - read;
  }

  get byTime(): Uint32Array {
    // Corrected times have an order of their own.
    this.order ??= this.stored() ?? this.sorted();
    return this.order;
  }

  private stored(): Uint32Array | null {
    return this.rules.length > 0 ? null : loadOrder(this.db, this.size, Math.max(0, ...this.files.keys()));
  }

  private sorted(): Uint32Array {
    const [source, record, file] = [this.column('source'), this.column('record'), this.column('file')];
    return orderOfCase({ ts: this.column('ts') as Float64Array, source, record, file }, this.files);
  }

  /** Keeps the order for later openings, where that spares them something. Call in a transaction. */
  storeOrder(): void {
    if (this.size < WORTH_STORING || this.rules.length > 0 || orderedRows(this.db) === this.size) return;
    storeOrder(this.db, this.byTime, this.column('file') as Codes);
  }

  /** Position of each row in `byTime`. */
  get rank(): Uint32Array {
    if (this.ranks) return this.ranks;
    const ranks = new Uint32Array(this.size);
    const { byTime } = this;
    for (let i = 0; i < this.size; i++) ranks[byTime[i]!] = i;
    this.ranks = ranks;
    return ranks;
  }

  dictionary(column: TextColumn): Dictionary {
    return this.dictionaries[column === 'srcIp' || column === 'dstIp' ? 'address' : column];
  }

  text(column: TextColumn, code: number): string | null {
    return this.dictionary(column).text(code);
  }

  code(column: TextColumn, text: string): number {
    return this.dictionary(column).find(text);
  }

  codeCount(column: PostingColumn): number {
    if (column === 'actor') return this.dictionaries.actor.size - 1;
    if (column === 'targets' || column === 'effects' || column === 'related')
      return this.dictionaries[column].size - 1;
    return this.dictionary(column).size - 1;
  }

  actor(code: number): Actor | null {
    return this.dictionaries.actor.actor(code);
  }

  targetsOf(code: number): readonly Target[] {
    return this.sets.targets.get(code, this.dictionaries.targets);
  }

  targetSetsOf(types: readonly string[]): Uint8Array {
    const flags = new Uint8Array(this.codeCount('targets') + 1);
    for (const code of targetSetsOf(this.db, types)) if (code < flags.length) flags[code] = 1;
    return flags;
  }

  effectsOf(code: number): readonly Effect[] {
    return this.sets.effects.get(code, this.dictionaries.effects);
  }

  relatedOf(code: number): readonly RelatedIp[] {
    return this.sets.related.get(code, this.dictionaries.related);
  }

  rows(column: PostingColumn, code: number): Uint32Array {
    let postings = this.postings.get(column);
    if (!postings) {
      postings = new Postings(this.column(column) as Codes, this.byTime, this.codeCount(column));
      this.postings.set(column, postings);
    }
    return postings.of(code);
  }

  get identities(): readonly Identity[] {
    return this.resolve().identities;
  }

  identityOfActor(code: number): number {
    return this.resolve().byActor[code] ?? -1;
  }

  identityOfAlias(alias: Alias): number {
    return this.resolve().ofAlias(alias);
  }

  private resolve(): ResolvedCase {
    if (this.resolved) return this.resolved;
    const { actors } = this.dictionaries.actor;
    const named = actors.flatMap((stored, code) => (stored ? [{ code, ...stored }] : []));
    const people = peopleOf(
      this.facts.map(({ fact, file, record }) => ({ fact, record, file: this.files.get(file)?.path ?? '' })),
    );
    this.resolved = resolveCase(this, named, people, this.decisions);
    return this.resolved;
  }

  place(row: number): Place {
    return this.places([row])[0]!;
  }

  places(rows: readonly number[]): Place[] {
    const found = new Map<number, Place>();
    for (const cells of this.selectPlaces.all(JSON.stringify(rows))) {
      const [row, uid, nativeId, file, record] = cells as [number, Buffer, string | null, number, number];
      const path = this.files.get(file)?.path ?? '';
      found.set(row, { id: uid.toString('hex'), nativeId, file: path, record });
    }
    return rows.map((row) => {
      const place = found.get(row);
      invariant(place, `row ${row} stands in the case`);
      return place;
    });
  }

  rowOfId(id: string): number {
    if (/^[0-9a-f]{32}$/.test(id)) {
      const row = this.findUid([uidKey(id)], (at) => this.selectUid.get(at) === id);
      if (row >= 0) return row;
    }
    const keys = SOURCE_TYPES.map((source) => uidKey(uidOf(nativeHalf(source, id), '')));
    return this.findUid(keys, (at) => this.selectNative.get(at) === id);
  }

  /**
   * The first of the keys that a row has. A few look-ups read the columns, which costs less than the index over all rows
   * that many of them are worth.
   */
  private findUid(keys: readonly UidKey[], same: (row: number) => boolean): number {
    const hi = this.column('uidHi');
    const lo = this.column('uidLo');
    if (this.uids === null && this.scans++ < MOST_SCANS) return scanUids(hi, lo, keys, same);
    if (this.uids === null) {
      this.uids = new UidIndex(this.size);
      for (let row = 0; row < this.size; row++) this.uids.add(hi[row]!, lo[row]!);
    }
    for (const key of keys) {
      const row = this.uids.find(...key, same);
      if (row >= 0) return row;
    }
    return -1;
  }
}

/** Parses each distinct JSON set once. */
class SetCache<T> {
  private readonly parsed: (readonly T[])[] = [];

  get(code: number, dictionary: Dictionary): readonly T[] {
    const known = this.parsed[code];
    if (known) return known;
    const text = dictionary.text(code);
    const list = text === null ? [] : (JSON.parse(text) as readonly T[]);
    this.parsed[code] = list;
    return list;
  }
}
