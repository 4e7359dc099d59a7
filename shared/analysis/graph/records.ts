/** What the graphs read of single records, with the columns taken out of the view once. */
import {
  CATEGORIES,
  type Category,
  OUTCOMES,
  type Outcome,
  SOURCE_TYPES,
  type SourceType,
} from '../../events/event.ts';
import type { CaseView, Codes } from '../case-view.ts';
import { isPublicAddress } from '../correlate/address.ts';

export class Records {
  readonly view: CaseView;
  readonly ts: Float64Array;
  private readonly sources: Uint8Array;
  private readonly categories: Uint8Array;
  private readonly outcomes: Uint8Array;
  private readonly actors: Codes;
  private readonly systems: Codes;
  readonly targets: Codes;
  readonly effects: Codes;
  private readonly texts: Readonly<
    Record<'action' | 'reason' | 'srcIp' | 'dstIp' | 'userAgent' | 'session' | 'credential', Codes>
  >;
  private readonly srcPort: Codes;
  private readonly dstPort: Codes;

  constructor(view: CaseView) {
    this.view = view;
    const { columns } = view;
    this.ts = columns.ts;
    this.sources = columns.source;
    this.categories = columns.category;
    this.outcomes = columns.outcome;
    this.actors = columns.actor;
    this.systems = columns.system;
    this.targets = columns.targets;
    this.effects = columns.effects;
    this.srcPort = columns.srcPort;
    this.dstPort = columns.dstPort;
    const { action, reason, srcIp, dstIp, userAgent, session, credential } = columns;
    this.texts = { action, reason, srcIp, dstIp, userAgent, session, credential };
  }

  source(row: number): SourceType {
    return SOURCE_TYPES[this.sources[row]!]!;
  }

  category(row: number): Category {
    return CATEGORIES[this.categories[row]!]!;
  }

  outcome(row: number): Outcome {
    return OUTCOMES[this.outcomes[row]!]!;
  }

  text(column: keyof Records['texts'], row: number): string | null {
    return this.view.text(column, this.texts[column][row]!);
  }

  /** Index of the identity that acted, or -1. */
  identity(row: number): number {
    const actor = this.actors[row]!;
    return actor === 0 ? -1 : this.view.identityOfActor(actor);
  }

  isFlow(row: number): boolean {
    return this.source(row) === 'aws:vpcflow';
  }

  /** What a record happened on, as totals name it: the host name of a product or `aws:<account>`; else the source type. */
  system(row: number): string {
    const source = this.source(row);
    // Interfaces of a network are no systems that anybody counts things in.
    if (source === 'aws:vpcflow') return source;
    return this.view.text('system', this.systems[row]!) ?? source;
  }

  /** The one number that stands for `system(row)` in loops over the whole case. */
  systemKey(row: number): number {
    const system = this.isFlow(row) ? 0 : this.systems[row]!;
    return system === 0 ? -1 - this.sources[row]! : system;
  }

  /** Who opened a connection, and to where. A client's port is the higher one; an answer is turned round. */
  ends(row: number): { readonly from: string | null; readonly to: string | null } {
    const [src, dst] = [this.text('srcIp', row), this.text('dstIp', row)];
    const answer = this.srcPort[row] !== 0 && this.srcPort[row]! < this.dstPort[row]!;
    return answer ? { from: dst, to: src } : { from: src, to: dst };
  }
}

/** `ip:…` for an address of the open internet, `host:…` for a machine inside. */
export function addressRef(ip: string): string {
  return `${isPublicAddress(ip) ? 'ip' : 'host'}:${ip}`;
}
