/**
 * The chain while it grows: which rows are in, through which entities, and how sure. Rules add to it; nothing is ever
 * taken out again, so the work-list ends.
 */
import type { ChainEntity, LinkKind } from '../chain-types.ts';
import type { CaseFacts } from './facts.ts';
import { Verdicts } from './verdicts.ts';

/** An entity that links rows. `parent` is the row that revealed it; -1 for what the analyst named. */
export interface Node {
  /** `link`: no entity, but a link that the analyst drew. */
  readonly kind: ChainEntity['kind'] | 'link';
  /** As `via.from` and `ChainEntity.value` name it. */
  readonly value: string;
  readonly label: string;
  readonly link: LinkKind;
  readonly parent: number;
  /** Tells nodes of one entity and link apart that have reasons of their own. */
  readonly about?: string;
  /** 0 … 1, decayed along the way from the seed. */
  readonly confidence: number;
  /** A full sentence. A function where counts are only final at the end. */
  readonly why: string | (() => string);
}

/** Use of an identity or credential by the actor: since when, and with which programs. */
export interface Takeover {
  /** Micros of the earliest chain row; NaN while only undated rows are known. */
  since: number;
  /** Micros of the latest chain row. */
  last: number;
  /** A chain row that shows it. */
  row: number;
  /** User-agent codes of the chain rows. */
  readonly agents: Set<number>;
  /** Source address codes of the chain rows. */
  readonly addresses: Set<number>;
}

/** What one identity did from an address in one episode; identity -1 gathers flows and records without an actor. */
export interface AddressGroup {
  readonly episode: number;
  readonly identity: number;
  readonly rows: number[];
  accepted: boolean;
}

/** A chain while it grows, as its driver may show it. */
export interface ChainGrowing {
  /** From 1 on; 0 while the seeds are planted. */
  readonly round: number;
  /** Rows found so far, in the order in which they were found. It grows on: copy what is to be kept. */
  readonly rows: readonly number[];
}

export class Growth implements ChainGrowing {
  round = 0;
  readonly facts: CaseFacts;
  /** Attacker rows in the order in which they were found. */
  readonly rows: number[] = [];
  readonly nodes: Node[] = [];
  readonly seedRows = new Set<number>();
  /** Rows whose addresses are judged as those of a seed: what the analyst pointed at, and code that a beacon led back to. */
  readonly trusted = new Set<number>();
  /** Identities the actor holds (acted as with success, or made). */
  readonly held = new Map<number, Takeover>();
  readonly credentials = new Map<number, Takeover>();
  /** Identities the actor made, with the row that made them. */
  readonly made = new Map<number, number>();
  /** Addresses judged the actor's own, with their node. */
  readonly hostile = new Map<number, number>();
  /** Inside hosts whose role the actor uses outside, with a chain row that shows it. */
  readonly compromised = new Map<number, number>();
  /** Inside hosts that obey an address outside, with the node of that link. */
  readonly commanded = new Map<number, number>();
  /** When such a host began to: its first flow there. */
  readonly obeysSince = new Map<number, number>();
  /** Addresses outside that such hosts report to. */
  readonly commandServers = new Set<number>();
  /** Addresses at which the search stopped, with the reason; judged again as more accounts prove to be the actor's. */
  readonly hubs = new Map<
    number,
    { readonly why: string; readonly parent: number; readonly trust: 'direct' | 'stray' }
  >();
  /** Accounts with chain rows from places that are not the actor's alone: identity → address → a chain row there. */
  readonly sharedPlaces = new Map<number, Map<number, number>>();
  /** Accounts and credentials that the analyst named as seeds, as `Node.value` writes them. */
  readonly suspects = new Set<string>();
  /** Addresses that the analyst named as seeds. */
  readonly namedAddresses = new Set<number>();
  readonly sessions = new Set<number>();
  /** Series of refused sign-ins by address, see links/spray.ts. */
  readonly sprays = new Map<number, readonly (readonly number[])[]>();
  /** Machines that are their owners' own. */
  readonly ownDevices = new Set<number>();
  /** Machines of the actor, with their node. */
  readonly devices = new Map<number, number>();
  /** Programs at shared addresses that are the actor's alone: `contextKey` of address and agent → node. */
  readonly contexts = new Map<number, number>();
  /** Programs at shared addresses that were judged everybody's, with the number of held accounts at that moment. */
  readonly commonContexts = new Map<number, number>();
  /** Accounts whose password or factors the actor set anew, with the row that did. */
  readonly resets = new Map<number, number>();
  /** The use of each accepted address (or program at an address, by `contextKey`), cut into groups that are judged one by one. */
  readonly groups = new Map<number, AddressGroup[]>();
  /** What the analyst said. */
  readonly verdicts: Verdicts;
  /** Rows that the analyst linked. */
  readonly added = new Set<number>();
  /** Entities that the analyst linked and that were followed. */
  readonly additionsDone = new Set<string>();
  private readonly inChain: Uint8Array;
  private readonly reached = new Map<number, number[]>();
  private readonly explained: number[] = [];
  private readonly nodeOf = new Map<string, number>();

  constructor(facts: CaseFacts) {
    this.facts = facts;
    this.verdicts = new Verdicts(facts.view);
    this.inChain = new Uint8Array(facts.view.size);
  }

  /** Chain rows from an address. */
  *rowsFrom(address: number): Generator<number, void, void> {
    for (const row of this.facts.view.rows('srcIp', address)) if (this.has(row)) yield row;
  }

  has(row: number): boolean {
    return this.inChain[row] === 1;
  }

  /** Whether an address is one of the actor's: where it came from, or where its programs report to. */
  isActorsAddress(address: number): boolean {
    return this.hostile.has(address) || this.commandServers.has(address);
  }

  /** Adds an entity once; a second way to it changes nothing. */
  node(node: Omit<Node, 'confidence'> & { readonly weight: number }): number {
    const key = `${node.link}\n${node.value}\n${node.about ?? ''}`;
    const known = this.nodeOf.get(key);
    if (known !== undefined) return known;
    const { weight, ...rest } = node;
    const base = node.parent < 0 ? 1 : this.confidence(node.parent);
    this.nodeOf.set(key, this.nodes.length);
    this.nodes.push({ ...rest, confidence: this.verdicts.acceptsEntity(node.value) ? 1 : base * weight });
    return this.nodes.length - 1;
  }

  /** An account as an entity of the chain; the rest as for `node`. */
  identityNode(
    identity: number,
    rest: Pick<Node, 'parent' | 'about' | 'why'> & { readonly weight: number; readonly link?: LinkKind },
  ): number {
    const { id, display } = this.facts.view.identities[identity]!;
    return this.node({
      kind: 'identity',
      value: `identity:${id}`,
      label: display,
      link: 'identity',
      ...rest,
    });
  }

  seed(row: number): void {
    if (this.seedRows.has(row)) return;
    this.seedRows.add(row);
    this.trusted.add(row);
    if (this.has(row)) return;
    this.inChain[row] = 1;
    this.rows.push(row);
  }

  /** Puts a row into the chain through an entity. A row already in gets a further reason. */
  join(row: number, node: number): void {
    if (this.isRejected(row, node)) return;
    const ways = this.reached.get(row);
    if (ways) {
      if (ways.includes(node)) return;
      ways.push(node);
    } else this.reached.set(row, [node]);
    this.explained[node] = (this.explained[node] ?? 0) + 1;
    if (this.has(row)) return;
    this.inChain[row] = 1;
    this.rows.push(row);
  }

  /** What the analyst rejected stays out: a record, everything through an entity, or one link. A seed was asked for. */
  private isRejected(row: number, node: number): boolean {
    if (this.seedRows.has(row)) return false;
    const { value, parent } = this.nodes[node]!;
    if (this.verdicts.rejectsRow(row) || this.verdicts.rejection(value) !== null) return true;
    return (
      this.verdicts.rejectsLink(value, row) ||
      (parent >= 0 && this.verdicts.rejectsParent(this.facts.view, parent, row))
    );
  }

  /** Best of the ways to a row; seeds and what the analyst confirmed are certain. */
  confidence(row: number): number {
    if (this.seedRows.has(row) || this.verdicts.acceptsRow(row)) return 1;
    let best = 0;
    for (const node of this.reached.get(row) ?? []) best = Math.max(best, this.nodes[node]!.confidence);
    return best;
  }

  /** Ways to a row without those that the row itself opened, best first. */
  ways(row: number): readonly Node[] {
    return this.allWays(row)
      .filter((node) => node.parent !== row)
      .sort((a, b) => b.confidence - a.confidence);
  }

  /** Every entity that explains a row, its own among them. */
  allWays(row: number): readonly Node[] {
    return (this.reached.get(row) ?? []).map((node) => this.nodes[node]!);
  }

  /** How many chain rows an entity brought or explains. */
  rowsThrough(node: number): number {
    return this.explained[node] ?? 0;
  }
}

/** Extends a takeover by one more chain row. */
export function extend(map: Map<number, Takeover>, key: number, row: number, facts: CaseFacts): Takeover {
  const { userAgent, srcIp } = facts.columns;
  const time = facts.time(row);
  let known = map.get(key);
  if (!known) {
    known = { since: time, last: time, row, agents: new Set(), addresses: new Set() };
    map.set(key, known);
  } else if (!(known.since <= time) && !Number.isNaN(time)) {
    known.since = time;
    known.row = row;
  }
  if (!(known.last >= time) && !Number.isNaN(time)) known.last = time;
  if (userAgent[row] !== 0) known.agents.add(userAgent[row]!);
  if (srcIp[row] !== 0) known.addresses.add(srcIp[row]!);
  return known;
}
