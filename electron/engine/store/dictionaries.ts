/** Texts as numbers: each distinct value is stored once per case and referred to by its code. 0 is null. */
import type { Actor, ActorType, Alias, SourceType } from '../../../shared/events/event.ts';
import { ACTOR_TYPES, SOURCE_TYPES } from '../../../shared/events/event.ts';
import type { Db } from './open.ts';
import { VALUE_KINDS, type ValueKind } from './schema.ts';

/** One kind of text. `code` gives a new code to an unseen text; `takePending` hands what is not yet in the file to the writer. */
export class Dictionary {
  readonly texts: (string | null)[] = [null];
  /** Made when first asked for: most dictionaries of a case that is only read are asked for texts alone. */
  private byText: Map<string, number> | null = null;
  private written = 1;

  load(text: string): void {
    this.texts.push(text);
    this.byText?.set(text, this.texts.length - 1);
    this.written = this.texts.length;
  }

  private get codes(): Map<string, number> {
    if (!this.byText) {
      this.byText = new Map();
      for (let code = 1; code < this.texts.length; code++) this.byText.set(this.texts[code]!, code);
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
    return this.texts[code] ?? null;
  }

  get size(): number {
    return this.texts.length;
  }

  /** Codes from the first unwritten one. The caller writes them in the transaction that uses them. */
  takePending(): { first: number; texts: readonly string[] } {
    const pending = { first: this.written, texts: this.texts.slice(this.written) as string[] };
    this.written = this.texts.length;
    return pending;
  }
}

export interface StoredActor {
  readonly source: SourceType;
  readonly actor: Actor;
}

/** Actors by code: two records of one account in one source share a code. Index 0 is unused. */
export class ActorDictionary {
  readonly actors: (StoredActor | null)[] = [null];
  /** Made when the first actor is looked for, which only an import does. */
  private byKey: Map<string, number> | null = null;
  private written = 1;

  load(stored: StoredActor): void {
    this.actors.push(stored);
    this.byKey?.set(keyOf(stored.source, stored.actor), this.actors.length - 1);
    this.written = this.actors.length;
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
    const key = keyOf(source, actor);
    const known = this.codes.get(key);
    if (known !== undefined) return known;
    const code = this.actors.length;
    this.codes.set(key, code);
    this.actors.push({ source, actor });
    return code;
  }

  takePending(): { first: number; actors: readonly StoredActor[] } {
    const pending = { first: this.written, actors: this.actors.slice(this.written) as StoredActor[] };
    this.written = this.actors.length;
    return pending;
  }
}

function keyOf(source: SourceType, actor: Actor): string {
  let key = `${source}\u0000${actor.type}\u0000${actor.id ?? ''}\u0000${actor.name}\u0000${actor.email ?? ''}`;
  for (const alias of actor.aliases) key += `\u0000${alias.kind}\u0001${alias.value}`;
  return key;
}

export type Dictionaries = { readonly [K in ValueKind]: Dictionary } & { readonly actor: ActorDictionary };

export function loadDictionaries(db: Db): Dictionaries {
  const values = Object.fromEntries(VALUE_KINDS.map((kind) => [kind, new Dictionary()])) as Record<
    ValueKind,
    Dictionary
  >;
  const select = db.prepare('SELECT kind, text FROM value ORDER BY kind, code').raw();
  for (const [kind, text] of select.iterate() as IterableIterator<[number, string]>) {
    values[VALUE_KINDS[kind]!].load(text);
  }
  const actor = new ActorDictionary();
  const actors = db
    .prepare('SELECT source, type, native_id, name, email, aliases FROM actor ORDER BY code')
    .raw();
  type Row = [number, number, string | null, string, string | null, string];
  for (const [source, type, id, name, email, aliases] of actors.iterate() as IterableIterator<Row>) {
    actor.load({
      source: SOURCE_TYPES[source]!,
      actor: {
        type: ACTOR_TYPES[type] as ActorType,
        id,
        name,
        email,
        aliases: JSON.parse(aliases) as Alias[],
      },
    });
  }
  return { ...values, actor };
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
