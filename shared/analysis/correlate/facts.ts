/**
 * Facts about entities, computed from postings when first asked for and kept: how an address is used and by whom, the
 * rows of an identity. Each costs one pass over the entity's own rows, never over the case.
 */
import { lowerBound } from '../../base/lower-bound.ts';
import { type Effect, OUTCOMES, SOURCE_TYPES, type SourceType } from '../../events/event.ts';
import type { Columns, IdentityClass } from '../case-view.ts';
import { groupBy } from '../group.ts';
import { isPublicAddress } from './address.ts';
import { contextKey, type Habits, habitsOf } from './habits.ts';
import { Machines } from './machines.ts';
import type { PersonaView } from './personas.ts';
import { mergeRows } from './rows.ts';

const PERSONS: ReadonlySet<IdentityClass> = new Set(['human', 'unknown']);
const DAY_MICROS = 86_400_000_000;
const SUCCESS = OUTCOMES.indexOf('success');
const FAILURE = OUTCOMES.indexOf('failure');
const FLOW = SOURCE_TYPES.indexOf('aws:vpcflow');

/** How one identity used one address as its source. */
export interface AddressUse {
  /** Index into `CaseView.identities`. */
  readonly identity: number;
  /** Whether it may be a person; machines are taken over by the dozen. */
  readonly person: boolean;
  readonly rows: number;
  /** Rows that did not fail: a refused sign-in is no use of the address by the account it names. */
  readonly effective: number;
  /** Distinct UTC days. */
  readonly days: number;
  /** Micros of the first and last dated row; NaN when all are undated. */
  readonly first: number;
  readonly last: number;
  /** Part of the identity's rows with any source address that come from this one, 0 … 1. */
  readonly share: number;
}

export interface AddressProfile {
  readonly text: string;
  /** The program, where the profile is of one program's use of the address alone. */
  readonly agent: string | null;
  /** Rows that name the address as source or destination, in time order. */
  readonly rows: Uint32Array;
  readonly uses: readonly AddressUse[];
  /** Rows of network flows among `rows`. */
  readonly flows: number;
}

/** Conversation of two hosts in flows, as the first of them sees it. */
export interface Peer {
  readonly address: number;
  /** In time order. */
  readonly rows: number[];
  /** Flows that the host itself opened. */
  opened: number;
  refused: number;
}

/** When an identity was first and last seen, in micros; NaN when no row of it is dated. */
export interface Life {
  readonly first: number;
  readonly last: number;
}

export class CaseFacts {
  readonly view: PersonaView;
  /** The columns taken out of the view once: a view may load each when asked, which is dear in a loop over rows. */
  readonly columns: Columns;
  readonly machines: Machines;
  private readonly identityRows = new Map<number, Uint32Array>();
  private readonly addressed = new Map<number, number>();
  private readonly profiles = new Map<number, AddressProfile>();
  private readonly peers = new Map<number, readonly Peer[]>();
  private readonly peerAddresses = new Map<number, ReadonlySet<number>>();
  private readonly external = new Map<number, boolean>();
  private effects: Map<string, number[]> | null = null;
  private about: ReadonlyMap<number, readonly number[]> | null = null;
  private code: Uint32Array | null = null;
  private readonly sessionIdentities = new Map<number, number>();
  private readonly families = new Map<number, number>();
  private readonly familyOf = new Map<string, number>();
  private readonly lives = new Map<number, Life>();
  private readonly placed = new Map<number, Map<number, number[]>>();
  private readonly habitsByIdentity = new Map<number, Habits>();
  private readonly habitsByCredential = new Map<number, Habits>();

  constructor(view: PersonaView) {
    this.view = view;
    this.columns = plainColumns(view.columns);
    this.machines = new Machines(view, this.columns);
  }

  time(row: number): number {
    return this.columns.ts[row]!;
  }

  /** Index of the identity that acted, or -1. */
  identity(row: number): number {
    const actor = this.columns.actor[row]!;
    return actor === 0 ? -1 : this.view.identityOfActor(actor);
  }

  source(row: number): SourceType {
    return SOURCE_TYPES[this.columns.source[row]!]!;
  }

  succeeded(row: number): boolean {
    return this.columns.outcome[row] === SUCCESS;
  }

  failed(row: number): boolean {
    return this.columns.outcome[row] === FAILURE;
  }

  isFlow(row: number): boolean {
    return this.columns.source[row] === FLOW;
  }

  /** Whether the address of a code lies on the open internet. */
  isExternal(address: number): boolean {
    let known = this.external.get(address);
    if (known === undefined) {
      known = isPublicAddress(this.view.text('srcIp', address) ?? '');
      this.external.set(address, known);
    }
    return known;
  }

  /**
   * Whether a row's address is its vendor's own: Atlassian's products in the cloud write the private addresses of their
   * proxies, which are shared by everybody and are no place that anyone acted from. Servers of the company's own, which
   * have a host name, write private addresses of its own network.
   */
  isVendorProxy(row: number): boolean {
    const { srcIp, system } = this.columns;
    if (srcIp[row] === 0 || this.isExternal(srcIp[row]!)) return false;
    const source = this.source(row);
    if (source === 'atlassian:org') return true;
    if (source !== 'atlassian:jira' && source !== 'atlassian:confluence') return false;
    return system[row] === 0 || /\.atlassian\.net$/.test(this.view.text('system', system[row]!) ?? '');
  }

  /**
   * A user agent without its numbers: a browser updates itself in the middle of a case and stays the same program of the
   * same person. Equal numbers are equal programs; 0 is none.
   */
  family(agent: number): number {
    if (agent === 0) return 0;
    let known = this.families.get(agent);
    if (known === undefined) {
      const name = (this.view.text('userAgent', agent) ?? '')
        .replace(/\d+/g, '#')
        .replace(/#(?:[._]#)+/g, '#');
      known = this.familyOf.get(name) ?? this.familyOf.size + 1;
      this.familyOf.set(name, known);
      this.families.set(agent, known);
    }
    return known;
  }

  /** Rows of an identity from one address, in time order. */
  rowsFrom(identity: number, address: number): readonly number[] {
    let places = this.placed.get(identity);
    if (!places) {
      places = groupBy(this.rowsOfIdentity(identity), (row) => this.columns.srcIp[row]!);
      this.placed.set(identity, places);
    }
    return places.get(address) ?? [];
  }

  /** What is ordinary for an identity. */
  habits(identity: number): Habits {
    let habits = this.habitsByIdentity.get(identity);
    if (!habits) {
      habits = habitsOf(this, this.rowsOfIdentity(identity));
      this.habitsByIdentity.set(identity, habits);
    }
    return habits;
  }

  /** What is ordinary for a token or key. */
  credentialHabits(credential: number): Habits {
    let habits = this.habitsByCredential.get(credential);
    if (!habits) {
      habits = habitsOf(this, this.view.rows('credential', credential));
      this.habitsByCredential.set(credential, habits);
    }
    return habits;
  }

  /** First and last dated row of an identity. */
  life(identity: number): Life {
    let life = this.lives.get(identity);
    if (!life) {
      const times = this.rowsOfIdentity(identity);
      let last = times.length - 1;
      while (last >= 0 && Number.isNaN(this.time(times[last]!))) last--;
      life =
        last < 0
          ? { first: Number.NaN, last: Number.NaN }
          : { first: this.time(times[0]!), last: this.time(times[last]!) };
      this.lives.set(identity, life);
    }
    return life;
  }

  /** Rows that created an identity, none for one that was there before. */
  birthsOf(identity: number): readonly number[] {
    return this.rowsOfEffects('created-account', identity).filter((row) => !this.failed(row));
  }

  /** Rows that name an account among their targets, by its own id; in time order of each set of targets. */
  rowsAbout(identity: number): number[] {
    return (this.aboutIndex().get(identity) ?? []).flatMap((set) => [...this.view.rows('targets', set)]);
  }

  /** One pass over the distinct sets of targets: Okta's ids of users, which name one account exactly. */
  private aboutIndex(): ReadonlyMap<number, readonly number[]> {
    if (this.about) return this.about;
    const index = new Map<number, number[]>();
    for (let set = 1; set <= this.view.codeCount('targets'); set++) {
      for (const { type, id } of this.view.targetsOf(set)) {
        if (type !== 'user' || id === null) continue;
        const identity = this.view.identityOfAlias({ kind: 'okta-id', value: id });
        if (identity < 0) continue;
        const sets = index.get(identity);
        if (sets) sets.push(set);
        else index.set(identity, [set]);
      }
    }
    this.about = index;
    return index;
  }

  /** Rows of all actors of an identity, in time order. */
  rowsOfIdentity(identity: number): Uint32Array {
    let rows = this.identityRows.get(identity);
    if (!rows) {
      const actors = this.view.identities[identity]?.actors ?? [];
      rows = mergeRows(
        this.columns,
        actors.map((actor) => this.view.rows('actor', actor)),
      );
      this.identityRows.set(identity, rows);
    }
    return rows;
  }

  /** Rows whose effects of a kind name an identity, in time order of each set of effects. One pass over distinct sets. */
  rowsOfEffects(kind: Effect['kind'], identity: number): number[] {
    return (this.effectIndex().get(`${kind}\n${identity}`) ?? []).flatMap((code) => [
      ...this.view.rows('effects', code),
    ]);
  }

  /** Rows that ran code on a server, in time order, undated ones last. */
  codeRows(): Uint32Array {
    if (!this.code) {
      const codes: Uint32Array[] = [];
      for (let code = 1; code <= this.view.codeCount('effects'); code++) {
        if (this.view.effectsOf(code).some((effect) => effect.kind === 'ran-code'))
          codes.push(this.view.rows('effects', code));
      }
      this.code = mergeRows(this.columns, codes);
    }
    return this.code;
  }

  /** Those of a stretch of time in micros, both ends included. */
  codeRowsBetween(from: number, to: number): Uint32Array {
    const rows = this.codeRows();
    return rows.subarray(
      lowerBound(rows, (row) => !(this.time(row) < from)),
      lowerBound(rows, (row) => !(this.time(row) <= to)),
    );
  }

  /** Rows that issued a token or key, in time order of each set of effects. */
  issuersOf(credential: string): number[] {
    return (this.effectIndex().get(`issued-credential\n${credential}`) ?? []).flatMap((code) => [
      ...this.view.rows('effects', code),
    ]);
  }

  private effectIndex(): Map<string, number[]> {
    if (this.effects) return this.effects;
    this.effects = new Map();
    for (let code = 1; code <= this.view.codeCount('effects'); code++) {
      for (const effect of this.view.effectsOf(code)) {
        const key = this.effectKey(effect);
        if (key === null) continue;
        const codes = this.effects.get(key);
        if (codes) codes.push(code);
        else this.effects.set(key, [code]);
      }
    }
    return this.effects;
  }

  /** What an effect is looked up by: the token it issues, else the identity it concerns. */
  private effectKey(effect: Effect): string | null {
    if (effect.kind === 'issued-credential') return `${effect.kind}\n${effect.credential}`;
    if (!('alias' in effect) || effect.alias === null) return null;
    return `${effect.kind}\n${this.view.identityOfAlias(effect.alias)}`;
  }

  /** Number of distinct identities that used a session; more than one person in a session means that it is no session. */
  identitiesOfSession(session: number): number {
    let known = this.sessionIdentities.get(session);
    if (known === undefined) {
      const seen = new Set<number>();
      for (const row of this.view.rows('session', session)) seen.add(this.identity(row));
      seen.delete(-1);
      known = seen.size;
      this.sessionIdentities.set(session, known);
    }
    return known;
  }

  /** Use of an address; with `agent`, of that program from it, which may be one actor's where the address is everybody's. */
  profile(address: number, agent = 0): AddressProfile {
    const key = contextKey(address, agent);
    let profile = this.profiles.get(key);
    if (!profile) {
      profile = this.describe(address, agent);
      this.profiles.set(key, profile);
    }
    return profile;
  }

  /** Everyone a host exchanged flows with. */
  peersOf(host: number): readonly Peer[] {
    let peers = this.peers.get(host);
    if (!peers) {
      peers = this.meetPeers(host);
      this.peers.set(host, peers);
    }
    return peers;
  }

  /** Whether a host exchanged flows with an address. */
  hasPeer(host: number, address: number): boolean {
    let addresses = this.peerAddresses.get(host);
    if (!addresses) {
      addresses = new Set(this.peersOf(host).map((peer) => peer.address));
      this.peerAddresses.set(host, addresses);
    }
    return addresses.has(address);
  }

  /** Whether a flow's sender opened the connection: a client's port is the higher one. Without ports it counts as the opener. */
  isOpener(row: number): boolean {
    const { srcPort, dstPort } = this.columns;
    return srcPort[row] === 0 || srcPort[row]! > dstPort[row]!;
  }

  private meetPeers(host: number): readonly Peer[] {
    const { srcIp, dstIp } = this.columns;
    const peers = new Map<number, Peer>();
    for (const row of this.profile(host).rows) {
      if (!this.isFlow(row)) continue;
      const outgoing = srcIp[row] === host;
      const address = outgoing ? dstIp[row]! : srcIp[row]!;
      if (address === 0 || address === host) continue;
      let peer = peers.get(address);
      if (!peer) {
        peer = { address, rows: [], opened: 0, refused: 0 };
        peers.set(address, peer);
      }
      peer.rows.push(row);
      if (outgoing && this.isOpener(row)) peer.opened++;
      if (this.failed(row)) peer.refused++;
    }
    return [...peers.values()];
  }

  private describe(address: number, agent: number): AddressProfile {
    const { userAgent } = this.columns;
    const all = this.view.rows('srcIp', address);
    const asSource = agent === 0 ? all : all.filter((row) => userAgent[row] === agent);
    const rows =
      agent === 0 ? mergeRows(this.columns, [asSource, this.view.rows('dstIp', address)]) : asSource;
    const uses = new Map<
      number,
      { rows: number; effective: number; days: Set<number>; first: number; last: number }
    >();
    for (const row of asSource) {
      const identity = this.identity(row);
      if (identity < 0) continue;
      let use = uses.get(identity);
      if (!use) {
        use = { rows: 0, effective: 0, days: new Set(), first: Number.NaN, last: Number.NaN };
        uses.set(identity, use);
      }
      use.rows++;
      if (this.failed(row)) continue;
      use.effective++;
      const time = this.time(row);
      if (Number.isNaN(time)) continue;
      use.days.add(Math.floor(time / DAY_MICROS));
      if (Number.isNaN(use.first)) use.first = time;
      use.last = time;
    }
    let flows = 0;
    for (const row of rows) if (this.isFlow(row)) flows++;
    return {
      text: this.view.text('srcIp', address) ?? '',
      agent: this.view.text('userAgent', agent),
      rows,
      flows,
      uses: [...uses].map(([identity, use]) => ({
        identity,
        person: PERSONS.has(this.view.identities[identity]!.class),
        rows: use.rows,
        effective: use.effective,
        days: use.days.size,
        first: use.first,
        last: use.last,
        share: use.rows / Math.max(1, this.addressedRows(identity)),
      })),
    };
  }

  /** Rows of an identity that name a source address at all. */
  private addressedRows(identity: number): number {
    let n = this.addressed.get(identity);
    if (n === undefined) {
      n = 0;
      for (const row of this.rowsOfIdentity(identity))
        if (this.columns.srcIp[row] !== 0 && !this.isVendorProxy(row)) n++;
      this.addressed.set(identity, n);
    }
    return n;
  }
}

function plainColumns(columns: Columns): Columns {
  const { ts, tsEnd, source, category, outcome, action, reason, srcIp, dstIp, srcPort, dstPort } = columns;
  const { userAgent, session, credential, system, actor, targets, effects, related } = columns;
  const places = { srcIp, dstIp, srcPort, dstPort, related, system };
  return {
    ts,
    tsEnd,
    source,
    category,
    outcome,
    action,
    reason,
    userAgent,
    session,
    credential,
    actor,
    targets,
    effects,
    ...places,
  };
}
