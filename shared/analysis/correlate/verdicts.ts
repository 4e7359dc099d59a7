/** What the analyst said of the chain, looked up by row and by entity while the chain grows. */
import type { CaseView } from '../case-view.ts';
import type { LinkKind } from '../chain-types.ts';
import { holding } from '../decisions.ts';
import { moment } from '../words.ts';

/** A link that the analyst added. */
export interface Addition {
  /** Row or entity that it begins at; both null: it belongs to every chain. */
  readonly fromRow: number | null;
  readonly fromEntity: string | null;
  readonly toRow: number | null;
  readonly toEntity: string | null;
  readonly link: LinkKind | null;
  /** A full sentence: who linked it, when, why. */
  readonly why: string;
}

export class Verdicts {
  readonly additions: readonly Addition[];
  private readonly rejectedRows = new Set<number>();
  private readonly rejectedEntities = new Map<string, string>();
  private readonly rejectedLinks = new Set<string>();
  private readonly acceptedRows = new Set<number>();
  private readonly acceptedEntities = new Set<string>();

  constructor(view: CaseView) {
    const additions: Addition[] = [];
    for (const { data, reason, made, madeBy } of holding(view.decisions, 'chain')) {
      const { verdict, from, to } = data;
      const said = `by ${madeBy} at ${moment(made)}${reason === '' ? '' : `: ${reason}`}`;
      const [toRow, toEntity] = refer(view, to);
      const [fromRow, fromEntity] = from === null ? [null, null] : refer(view, from);
      if (verdict === 'add') {
        additions.push({ fromRow, fromEntity, toRow, toEntity, link: data.link, why: `Linked ${said}.` });
      } else if (verdict === 'accept') {
        if (toRow !== null) this.acceptedRows.add(toRow);
        else this.acceptedEntities.add(to);
      } else if (from !== null && toRow !== null) this.rejectedLinks.add(linkKey(from, toRow));
      else if (toRow !== null) this.rejectedRows.add(toRow);
      else this.rejectedEntities.set(to, `Rejected ${said}.`);
    }
    this.additions = additions;
  }

  rejectsRow(row: number): boolean {
    return this.rejectedRows.has(row);
  }

  /** The sentence that rejects an entity (`ip:…`, …), or null. */
  rejection(entity: string): string | null {
    return this.rejectedEntities.get(entity) ?? null;
  }

  /** `from`: an entity or an event id. */
  rejectsLink(from: string, row: number): boolean {
    return this.rejectedLinks.size > 0 && this.rejectedLinks.has(linkKey(from, row));
  }

  /** As `rejectsLink`, with the event that opened the way; its id is looked up only where links were rejected at all. */
  rejectsParent(view: CaseView, parent: number, row: number): boolean {
    return this.rejectedLinks.size > 0 && this.rejectsLink(view.place(parent).id, row);
  }

  acceptsRow(row: number): boolean {
    return this.acceptedRows.has(row);
  }

  acceptsEntity(entity: string): boolean {
    return this.acceptedEntities.has(entity);
  }
}

/** An event of the case as its row, anything else as the entity it names. */
function refer(view: CaseView, text: string): [row: number | null, entity: string | null] {
  const row = text.includes(':') ? -1 : view.rowOfId(text);
  return row >= 0 ? [row, null] : [null, text];
}

function linkKey(from: string, row: number): string {
  return `${row}\n${from}`;
}
