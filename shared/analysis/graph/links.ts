/**
 * Typed links between the entities of a chain, each with direction, span of time, count and the records that prove it.
 * They are read from the steps: what a record says about who used what, and what it changed. One pass over the steps.
 */
import { assertNever } from '../../base/assert.ts';
import type { Micros } from '../../base/time.ts';
import type { Effect } from '../../events/event.ts';
import type { CaseView } from '../case-view.ts';
import type { Chain, ChainStep } from '../chain-types.ts';
import { Entities, type LinkedEntity } from './entities.ts';
import { byFirst, spanOf } from './proof.ts';
import { Records } from './records.ts';
import { Things } from './things.ts';

/**
 * From → to:
 * - used: an address used a session, credential or account; an account used a program
 * - signed-in-as: a session or credential acted as an account; an address signed in as one
 * - issued: an account issued a credential, outside of the chain
 * - minted: a credential or account of the chain made a credential
 * - created: an account made an account
 * - escalated: an account gave rights to an account
 * - reached: an account or address opened, read, changed or connected to a thing
 * - denied: it was refused, or the record does not say that it worked
 * - revoked, disabled, blocked: an account took away a credential, an account, an address
 */
export const GRAPH_LINKS = [
  'used',
  'signed-in-as',
  'issued',
  'minted',
  'created',
  'escalated',
  'reached',
  'denied',
  'revoked',
  'disabled',
  'blocked',
] as const;
export type GraphLink = (typeof GRAPH_LINKS)[number];

export interface TypedLink {
  readonly kind: GraphLink;
  /** References of entities. */
  readonly from: string;
  readonly to: string;
  /** Whose doing: the actor's, the defenders', or what others did outside of the chain. */
  readonly role: 'attacker' | 'response' | 'others';
  /** What the records say beside: groups and roles that were given; empty for most. */
  readonly detail: readonly string[];
  /** The records that prove it, each once. */
  readonly rows: readonly number[];
  /** Of its earliest and latest dated record; null when none has a time. */
  readonly first: Micros | null;
  readonly last: Micros | null;
}

/** Details of one link that are kept: a name or two; the rest is in the records. */
const MOST_DETAILS = 8;

export interface ChainLinks {
  readonly entities: ReadonlyMap<string, LinkedEntity>;
  /** By first time, undated ones last. */
  readonly links: readonly TypedLink[];
}

export function linksOf(view: CaseView, chain: Chain): ChainLinks {
  const draft = new LinkDraft(view);
  for (const step of chain.steps) draft.step(step);
  draft.issuers(new Set(chain.steps.map(({ row }) => row)));
  return draft.result();
}

interface Gathered {
  readonly kind: GraphLink;
  readonly from: string;
  readonly to: string;
  readonly role: TypedLink['role'];
  readonly rows: number[];
  readonly detail: Set<string>;
}

class LinkDraft {
  private readonly records: Records;
  private readonly things: Things;
  private readonly entities: Entities;
  private readonly gathered: Gathered[] = [];
  /** Few between any two entities, by the one and then the other. */
  private readonly between = new Map<LinkedEntity, Map<LinkedEntity, Gathered[]>>();

  constructor(view: CaseView) {
    this.records = new Records(view);
    this.things = new Things(this.records);
    this.entities = new Entities(this.records);
  }

  step({ row, role }: ChainStep): void {
    if (role === 'response') this.effects(row, role);
    else if (this.records.isFlow(row)) this.flow(row);
    else this.deed(row);
  }

  private flow(row: number): void {
    const { from, to } = this.records.ends(row);
    const kind = this.records.outcome(row) === 'failure' ? 'denied' : 'reached';
    this.add(kind, this.entities.address(from), this.entities.address(to), row, 'attacker');
  }

  private deed(row: number): void {
    const { records, entities } = this;
    const failed = records.outcome(row) === 'failure';
    const identity = entities.identity(records.identity(row));
    const address = entities.address(records.text('srcIp', row));
    const doors = [
      entities.session(records.text('session', row)),
      entities.credential(records.text('credential', row)),
    ].filter((door) => door !== null);
    const signIn = records.category(row) === 'authentication';
    // Whoever is refused at the door used nothing.
    if (failed && signIn && doors.length === 0) {
      this.add('denied', address, identity, row, 'attacker');
    } else {
      for (const door of doors) {
        this.add('used', address, door, row, 'attacker');
        this.add('signed-in-as', door, identity, row, 'attacker');
      }
      if (doors.length === 0) this.add(signIn ? 'signed-in-as' : 'used', address, identity, row, 'attacker');
      this.add('used', identity ?? address, entities.agent(records.text('userAgent', row)), row, 'attacker');
    }
    this.targets(row, identity ?? address, signIn, failed);
    if (!failed) this.effects(row, 'attacker');
  }

  private targets(row: number, who: LinkedEntity | null, signIn: boolean, failed: boolean): void {
    for (const thing of this.things.of(row)) {
      const target = this.entities.thing(thing);
      // A sign-in names the account that signs in, which is said already; the door it opened is news.
      if (signIn && target.kind !== 'application') continue;
      this.add(failed ? 'denied' : 'reached', who, target, row, 'attacker');
    }
  }

  private effects(row: number, role: 'attacker' | 'response'): void {
    const { records, entities } = this;
    const effects = records.view.effectsOf(records.effects[row]!);
    if (effects.length === 0) return;
    const who = entities.identity(records.identity(row)) ?? entities.address(records.text('srcIp', row));
    const door =
      entities.credential(records.text('credential', row)) ?? entities.session(records.text('session', row));
    for (const effect of effects) this.effect(effect, row, role, who, door);
  }

  private effect(
    effect: Effect,
    row: number,
    role: 'attacker' | 'response',
    who: LinkedEntity | null,
    door: LinkedEntity | null,
  ): void {
    const { entities } = this;
    switch (effect.kind) {
      case 'issued-credential':
        this.add('minted', door ?? who, entities.credential(effect.credential), row, role);
        break;
      case 'created-account':
        this.add('created', who, entities.account(effect.alias), row, role);
        break;
      case 'granted':
        this.add('escalated', who, entities.account(effect.alias), row, role, effect.what);
        break;
      case 'disabled-account':
        this.add('disabled', who, entities.account(effect.alias), row, role);
        break;
      case 'reset-credential':
        this.add('revoked', who, entities.account(effect.alias), row, role);
        break;
      case 'revoked-credential':
        this.add('revoked', who, entities.credential(effect.credential), row, role);
        break;
      case 'blocked-ip':
        this.add('blocked', who, entities.address(effect.ip), row, role);
        break;
      case 'ran-code':
        this.add('reached', who, entities.host(effect.where), row, role);
        for (const host of effect.hosts)
          this.add('reached', entities.host(effect.where), entities.host(host), row, role);
        break;
      default:
        assertNever(effect);
    }
  }

  /** Who issued the chain's credentials, where a record outside of the chain says so. One pass over distinct effects. */
  issuers(chainRows: ReadonlySet<number>): void {
    const { records, entities } = this;
    const { view } = records;
    for (let code = 1; code <= view.codeCount('effects'); code++) {
      for (const effect of view.effectsOf(code)) {
        if (effect.kind !== 'issued-credential' || !entities.all.has(`credential:${effect.credential}`))
          continue;
        for (const row of view.rows('effects', code)) {
          if (chainRows.has(row) || records.outcome(row) === 'failure') continue;
          const who = entities.identity(records.identity(row));
          this.add('issued', who, entities.credential(effect.credential), row, 'others');
        }
      }
    }
  }

  private add(
    kind: GraphLink,
    from: LinkedEntity | null,
    to: LinkedEntity | null,
    row: number,
    role: TypedLink['role'],
    detail?: string,
  ): void {
    if (from === null || to === null) return;
    // Nobody uses himself, but who gives himself rights is news.
    if (from.ref === to.ref && kind !== 'escalated') return;
    const link = this.linkOf(kind, role, from, to);
    // One record may say the same thing twice: a user put into two groups.
    if (link.rows.at(-1) !== row) link.rows.push(row);
    if (detail !== undefined && link.detail.size < MOST_DETAILS) link.detail.add(detail);
  }

  private linkOf(kind: GraphLink, role: TypedLink['role'], from: LinkedEntity, to: LinkedEntity): Gathered {
    let out = this.between.get(from);
    if (!out) {
      out = new Map();
      this.between.set(from, out);
    }
    let links = out.get(to);
    if (!links) {
      links = [];
      out.set(to, links);
    }
    let link = links.find((one) => one.kind === kind && one.role === role);
    if (!link) {
      link = { kind, role, from: from.ref, to: to.ref, rows: [], detail: new Set() };
      links.push(link);
      this.gathered.push(link);
    }
    return link;
  }

  result(): ChainLinks {
    const { ts } = this.records;
    const links = this.gathered.map(
      (link): TypedLink => ({ ...link, ...spanOf(link.rows, ts), detail: [...link.detail] }),
    );
    links.sort(byFirst);
    return { entities: this.entities.all, links };
  }
}
