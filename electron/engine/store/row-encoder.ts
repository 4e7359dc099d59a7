/** From drafts to rows: the part of storing an event that needs nothing of the case, so that readers do it in their threads. */
import {
  CATEGORIES,
  type Draft,
  OUTCOMES,
  PRECISIONS,
  SOURCE_TYPES,
  type Timestamp,
} from '../../../shared/events/event.ts';
import { contentKey } from './content-key.ts';
import { type ActorDictionary, type Dictionary, newDictionaries } from './dictionaries.ts';
import type { NewEntries, RowBatch } from './row-batch.ts';
import { RowColumns, UID_BYTES } from './row-columns.ts';
import { VALUE_KINDS, type ValueKind } from './schema.ts';
import { bytesHalf, contentHalf, nativeHalf, type UidHalf } from './uid-index.ts';

/** Rows for which room is made at once. */
const CAPACITY = 8192;
/** Texts of a kind that a reader remembers before it starts afresh: the case's own dictionary knows them all. */
const MAX_REMEMBERED = 131_072;

/** Where a record stands in its file; `record` is its 1-based ordinal. */
export interface RecordPlace {
  readonly record: number;
  readonly offset: number;
  readonly length: number;
}

const SOURCE_CODES = codesOf(SOURCE_TYPES);
const CATEGORY_CODES = codesOf(CATEGORIES);
const OUTCOME_CODES = codesOf(OUTCOMES);
const PRECISION_CODES = codesOf(PRECISIONS);

export class RowEncoder {
  private readonly maxRemembered: number;
  private rows = new RowColumns(CAPACITY);
  private shared: number[] = [];
  private readonly dictionaries = newDictionaries();
  private readonly texts = Object.fromEntries(
    VALUE_KINDS.map((kind) => [kind, new Texts(this.dictionaries[kind])]),
  ) as Record<ValueKind, Texts>;

  /** `maxRemembered`: texts of a kind after which it starts afresh; tests lower it. */
  constructor(maxRemembered = MAX_REMEMBERED) {
    this.maxRemembered = maxRemembered;
  }

  get count(): number {
    return this.rows.count;
  }

  /**
   * Adds one draft. `bytes` is the record as it stands in the case (valid only during the call); `part` tells records
   * apart that one transport record holds, counted from 0.
   */
  add(draft: Draft, place: RecordPlace, bytes: Uint8Array, part: number): void {
    const { rows, texts, dictionaries } = this;
    const { time, timeEnd, nativeId } = draft;
    const row = rows.next();
    if (part > 0) this.shared.push(row);
    const { codes, numbers } = rows;
    codes.source[row] = SOURCE_CODES.get(draft.source)!;
    codes.category[row] = CATEGORY_CODES.get(draft.category)!;
    codes.outcome[row] = OUTCOME_CODES.get(draft.outcome)!;
    codes.action[row] = texts.action.code(draft.action);
    codes.reason[row] = texts.reason.code(draft.reason);
    codes.actor[row] = dictionaries.actor.code(draft.source, draft.actor);
    codes.srcIp[row] = texts.address.code(draft.srcIp);
    codes.dstIp[row] = texts.address.code(draft.dstIp);
    codes.related[row] = texts.related.ofList(draft.relatedIps);
    // Addresses named beside source and destination are values too, so that a look-up finds them.
    for (const { ip } of draft.relatedIps) texts.address.code(ip);
    codes.userAgent[row] = texts.userAgent.code(draft.userAgent);
    codes.session[row] = texts.session.code(draft.session);
    codes.credential[row] = texts.credential.code(draft.credential);
    codes.system[row] = texts.system.code(draft.system);
    codes.targets[row] = texts.targets.ofList(draft.targets);
    codes.effects[row] = texts.effects.ofList(draft.effects);
    numbers.record[row] = place.record;
    numbers.offset[row] = place.offset;
    numbers.length[row] = place.length;
    numbers.ts[row] = time === null ? Number.NaN : time.micros;
    numbers.tsPrecision[row] = time === null ? Number.NaN : PRECISION_CODES.get(time.precision)!;
    numbers.tsWall[row] = time?.wall ?? Number.NaN;
    numbers.tsEnd[row] = timeEnd === null ? Number.NaN : timeEnd.micros;
    numbers.srcPort[row] = draft.srcPort ?? Number.NaN;
    numbers.dstPort[row] = draft.dstPort ?? Number.NaN;
    numbers.bytes[row] = draft.bytes ?? Number.NaN;
    rows.setNativeId(row, nativeId);
    rows.setTimeText(row, time === null ? null : storedTimeText(time));
    if (draft.statedId !== undefined)
      setUid(rows, row, Buffer.from(draft.statedId, 'hex').toString('latin1'));
    else {
      const first = nativeId === null ? bytesHalf(bytes, part) : nativeHalf(draft.source, nativeId);
      setUid(rows, row, first + contentHalf(draft.source, nativeId, contentKey(draft)));
    }
  }

  /** What was added since the last call. */
  take(): RowBatch {
    const { shared, dictionaries } = this;
    const rows = this.takeRows();
    this.shared = [];
    const values = Object.fromEntries(
      VALUE_KINDS.map((kind) => [kind, this.texts[kind].take(this.maxRemembered)]),
    ) as unknown as RowBatch['values'];
    return { rows, shared, values, actors: takeActors(dictionaries.actor, this.maxRemembered) };
  }

  /** A small file's rows in memory of their own size: it waits for the writer with them. */
  private takeRows(): RowColumns {
    const { rows } = this;
    if (rows.count > CAPACITY / 2) {
      this.rows = new RowColumns(CAPACITY);
      return rows;
    }
    const few = new RowColumns(rows.count);
    few.append(rows, 0, rows.count);
    rows.clear();
    return few;
  }
}

/** Writes an id and the columns of its first half. */
export function setUid(rows: RowColumns, row: number, uid: UidHalf): void {
  const { uids, codes } = rows;
  const at = row * UID_BYTES;
  for (let i = 0; i < UID_BYTES; i++) uids[at + i] = uid.charCodeAt(i);
  codes.uidHi[row] = wordAt(uids, at);
  codes.uidLo[row] = wordAt(uids, at + 4);
}

/** Big endian. */
function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

/** A reader's codes of one kind of text. Neighbouring records repeat most of theirs, which is looked at first. */
class Texts {
  private readonly dictionary: Dictionary;
  private lastText: string | null = null;
  private lastCode = 0;
  private lastList: readonly unknown[] | null = null;
  private lastListCode = 0;

  constructor(dictionary: Dictionary) {
    this.dictionary = dictionary;
  }

  code(text: string | null): number {
    if (text === null) return 0;
    if (text === this.lastText) return this.lastCode;
    this.lastText = text;
    this.lastCode = this.dictionary.code(text);
    return this.lastCode;
  }

  /** As JSON. Importers share one list between many records. */
  ofList(list: readonly unknown[]): number {
    if (list.length === 0) return 0;
    if (list === this.lastList) return this.lastListCode;
    this.lastList = list;
    this.lastListCode = this.dictionary.code(JSON.stringify(list));
    return this.lastListCode;
  }

  take(maxRemembered: number): NewEntries<string> {
    const pending = this.dictionary.takePending();
    if (this.dictionary.size > maxRemembered) {
      this.dictionary.forget();
      this.lastText = null;
      this.lastList = null;
    }
    return pending;
  }
}

function takeActors(actors: ActorDictionary, maxRemembered: number): RowBatch['actors'] {
  const { first, actors: texts } = actors.takePending();
  if (actors.actors.length > maxRemembered) actors.forget();
  return { first, texts };
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

function codesOf<T>(members: readonly T[]): ReadonlyMap<T, number> {
  return new Map(members.map((member, code) => [member, code]));
}
