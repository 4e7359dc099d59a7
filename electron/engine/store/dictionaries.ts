/** Texts as numbers: each distinct value is stored once per case and referred to by its code. 0 is null. */
import { invariant } from '../../../shared/base/assert.ts';
import type { Actor, ActorType, Alias, SourceType } from '../../../shared/events/event.ts';
import { ACTOR_TYPES, SOURCE_TYPES } from '../../../shared/events/event.ts';
import type { Db } from './open.ts';
import { VALUE_KINDS, type ValueKind } from './schema.ts';

/** What the file holds of one dictionary: codes run from 1 to `count`. */
interface StoredEntries<T> {
  readonly count: number;
  all(): T[];
  one(code: number): T | undefined;
}

/** Entries that are looked up one by one before all of them are read: a page of the table should not wait for a million texts. */
const MOST_SINGLE_READS = 2000;

/** Entries by code, index 0 unused; those of the file are read when they are first needed. */
class Entries<T> {
  private readonly stored: StoredEntries<T>;
  private read: (T | null)[] | null;
  private singles = 0;

  constructor(stored: StoredEntries<T> | null) {
    this.stored = stored ?? { count: 0, all: () => [], one: () => undefined };
    this.read = stored === null ? [null] : null;
  }

  get all(): (T | null)[] {
    if (this.read === null) {
      const entries = this.stored.all();
      invariant(entries.length === this.stored.count, 'the codes of a dictionary follow each other');
      this.read = [null as T | null].concat(entries);
    }
    return this.read;
  }

  at(code: number): T | null {
    if (this.read === null && this.singles++ < MOST_SINGLE_READS) return this.stored.one(code) ?? null;
    return this.all[code] ?? null;
  }

  /** Entries and the unused one before them. */
  get size(): number {
    return this.read?.length ?? this.stored.count + 1;
  }
}

/** One kind of text. `code` gives a new code to an unseen text; `takePending` hands what is not yet in the file to the writer. */
export class Dictionary {
  private readonly entries: Entries<string>;
  /** Made when first asked for: most dictionaries of a case that is only read are asked for texts alone. */
  private byText: Map<string, number> | null = null;
  private written: number;

  /** `stored`: null for one that begins empty. */
  constructor(stored: StoredEntries<string> | null = null) {
    this.entries = new Entries(stored);
    this.written = this.entries.size;
  }

  get texts(): (string | null)[] {
    return this.entries.all;
  }

  private get codes(): Map<string, number> {
    if (!this.byText) {
      const { texts } = this;
      this.byText = new Map();
      for (let code = 1; code < texts.length; code++) this.byText.set(texts[code]!, code);
    }
    return this.byText;
  }

  code(text: string | null): number {
    if (text === null) return 0;
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    const code = this.texts.length;
    this.codes.set(text, code);
    this.texts.push(text);
    return code;
  }

  /** Code of a text without making one; 0 when the case has none. */
  find(text: string): number {
    return this.codes.get(text) ?? 0;
  }

  text(code: number): string | null {
    return code === 0 ? null : this.entries.at(code);
  }

  get size(): number {
    return this.entries.size;
  }

  /** Codes from the first unwritten one. The caller writes them in the transaction that uses them. */
  takePending(): { first: number; texts: readonly string[] } {
    // An import that brings no new text of this kind does not read the old ones.
    const texts = this.size === this.written ? [] : (this.texts.slice(this.written) as string[]);
    const pending = { first: this.written, texts };
    this.written = this.size;
    return pending;
  }

  /** Starts again at code 1; for a reader's own dictionary, whose codes live as long as the batch that took them. */
  forget(): void {
    this.texts.length = 1;
    this.byText = null;
    this.written = 1;
  }
}

export interface StoredActor {
  readonly source: SourceType;
  readonly actor: Actor;
}

/** Actors by code: two records of one account in one source share a code. Index 0 is unused. */
export class ActorDictionary {
  private readonly entries: Entries<StoredActor>;
  /** Made when the first actor is looked for, which only an import does. */
  private byKey: Map<string, number> | null = null;
  private last: (StoredActor & { readonly code: number }) | null = null;
  private written: number;

  /** As `Dictionary`'s. */
  constructor(stored: StoredEntries<StoredActor> | null = null) {
    this.entries = new Entries(stored);
    this.written = this.entries.size;
  }

  get actors(): (StoredActor | null)[] {
    return this.entries.all;
  }

  actor(code: number): Actor | null {
    return code === 0 ? null : (this.entries.at(code)?.actor ?? null);
  }

  get size(): number {
    return this.entries.size;
  }

  private get codes(): Map<string, number> {
    if (!this.byKey) {
      this.byKey = new Map();
      for (let code = 1; code < this.actors.length; code++) {
        const { source, actor } = this.actors[code]!;
        this.byKey.set(keyOf(source, actor), code);
      }
    }
    return this.byKey;
  }

  code(source: SourceType, actor: Actor | null): number {
    if (actor === null) return 0;
    // Importers share one actor between many records.
    if (this.last?.actor === actor && this.last.source === source) return this.last.code;
    const code = this.codeOfKey(source, actor);
    this.last = { source, actor, code };
    return code;
  }

  private codeOfKey(source: SourceType, actor: Actor): number {
    const key = keyOf(source, actor);
    const known = this.codes.get(key);
    if (known !== undefined) return known;
    const code = this.actors.length;
    this.codes.set(key, code);
    this.actors.push({ source, actor });
    return code;
  }

  takePending(): { first: number; actors: readonly StoredActor[] } {
    const actors = this.size === this.written ? [] : (this.actors.slice(this.written) as StoredActor[]);
    const pending = { first: this.written, actors };
    this.written = this.size;
    return pending;
  }

  /** As `Dictionary.forget`. */
  forget(): void {
    this.actors.length = 1;
    this.byKey = null;
    this.last = null;
    this.written = 1;
  }
}

function keyOf(source: SourceType, actor: Actor): string {
  let key = `${source}\u0000${actor.type}\u0000${actor.id ?? ''}\u0000${actor.name}\u0000${actor.email ?? ''}`;
  for (const alias of actor.aliases) key += `\u0000${alias.kind}\u0001${alias.value}`;
  return key;
}

export type Dictionaries = { readonly [K in ValueKind]: Dictionary } & { readonly actor: ActorDictionary };

/** Of a case, or of a reader, that has none yet. */
export function newDictionaries(): Dictionaries {
  const values = Object.fromEntries(VALUE_KINDS.map((kind) => [kind, new Dictionary()]));
  return { ...(values as Record<ValueKind, Dictionary>), actor: new ActorDictionary() };
}

/** Reads nothing but how many entries there are; the rest when it is asked for. */
export function loadDictionaries(db: Db): Dictionaries {
  const values = Object.fromEntries(
    VALUE_KINDS.map((kind, kindCode) => [kind, new Dictionary(storedTexts(db, kindCode))]),
  ) as Record<ValueKind, Dictionary>;
  return { ...values, actor: new ActorDictionary(storedActors(db)) };
}

function storedTexts(db: Db, kind: number): StoredEntries<string> {
  const one = db.prepare('SELECT text FROM value WHERE kind = ? AND code = ?').pluck();
  return {
    count: db.prepare('SELECT coalesce(max(code), 0) FROM value WHERE kind = ?').pluck().get(kind) as number,
    all: () =>
      db.prepare('SELECT text FROM value WHERE kind = ? ORDER BY code').pluck().all(kind) as string[],
    one: (code) => one.get(kind, code) as string | undefined,
  };
}

const TARGETS = VALUE_KINDS.indexOf('targets');

/**
 * Codes of the sets with a target of one of these types, found in their text: a quoted word before a colon is a key there,
 * since every quote in a value is escaped. A million sets are not parsed for it.
 */
export function targetSetsOf(db: Db, types: readonly string[]): number[] {
  const either = types.map(() => 'instr(text, ?) > 0').join(' OR ');
  return db
    .prepare(`SELECT code FROM value WHERE kind = ? AND (${either})`)
    .pluck()
    .all(TARGETS, ...types.map((type) => `"type":${JSON.stringify(type)}`)) as number[];
}

type ActorRow = [number, number, string | null, string, string | null, string];

function storedActors(db: Db): StoredEntries<StoredActor> {
  const columns = 'SELECT source, type, native_id, name, email, aliases FROM actor';
  const one = db.prepare(`${columns} WHERE code = ?`).raw();
  return {
    count: db.prepare('SELECT coalesce(max(code), 0) FROM actor').pluck().get() as number,
    all: () => (db.prepare(`${columns} ORDER BY code`).raw().all() as ActorRow[]).map(toActor),
    one: (code) => {
      const row = one.get(code) as ActorRow | undefined;
      return row && toActor(row);
    },
  };
}

function toActor([source, type, id, name, email, aliases]: ActorRow): StoredActor {
  return {
    source: SOURCE_TYPES[source]!,
    actor: { type: ACTOR_TYPES[type] as ActorType, id, name, email, aliases: JSON.parse(aliases) as Alias[] },
  };
}

/** Values per statement: one by one, the calls cost more than the rows. */
const VALUES_PER_INSERT = 64;

/** Writes every value and actor that the file does not hold yet. Call inside the transaction of the rows that use them. */
export function createDictionaryWriter(db: Db): (dictionaries: Dictionaries) => void {
  const insert = 'INSERT INTO value (kind, code, text) VALUES ';
  const insertValue = db.prepare(`${insert}(?, ?, ?)`);
  const insertValues = db.prepare(
    insert + Array.from({ length: VALUES_PER_INSERT }, () => '(?, ?, ?)').join(', '),
  );
  const insertActor = db.prepare(
    'INSERT INTO actor (code, source, type, native_id, name, email, aliases) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return (dictionaries) => {
    VALUE_KINDS.forEach((kind, kindCode) => {
      const { first, texts } = dictionaries[kind].takePending();
      let i = 0;
      for (; i + VALUES_PER_INSERT <= texts.length; i += VALUES_PER_INSERT) {
        const some = texts.slice(i, i + VALUES_PER_INSERT);
        insertValues.run(some.flatMap((text, k) => [kindCode, first + i + k, text]));
      }
      for (; i < texts.length; i++) insertValue.run(kindCode, first + i, texts[i]);
    });
    const { first, actors } = dictionaries.actor.takePending();
    actors.forEach(({ source, actor }, i) => {
      insertActor.run(
        first + i,
        SOURCE_TYPES.indexOf(source),
        ACTOR_TYPES.indexOf(actor.type),
        actor.id,
        actor.name,
        actor.email,
        JSON.stringify(actor.aliases),
      );
    });
  };
}
