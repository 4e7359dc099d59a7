/** Counts what became of every record and every byte of one file. */

import { ISSUE_CODES, type Issue } from '../../../shared/importers/issue.ts';
import type { IssueCount, LedgerBytes } from '../../../shared/ipc/contract.ts';

export type Fate = 'event' | 'duplicate' | 'rejected' | 'ignored';

export class Ledger {
  records = 0;
  readonly count: Record<Fate, number> = { event: 0, duplicate: 0, rejected: 0, ignored: 0 };
  private readonly size = { event: 0, duplicate: 0, rejected: 0, ignored: 0, separator: 0 };
  private readonly issues = new Map<string, { -readonly [K in keyof IssueCount]: IssueCount[K] }>();

  record(fate: Fate, length: number): void {
    this.records++;
    this.count[fate]++;
    this.size[fate] += length;
  }

  separator(length: number): void {
    this.size.separator += length;
  }

  /** One line per code: the first place and a count. `record` and `offset` null: it concerns the whole file. */
  issue(issue: Issue, record: number | null, offset: number | null): void {
    const known = this.issues.get(issue.code);
    if (known) known.count++;
    else
      this.issues.set(issue.code, {
        ...issue,
        record,
        offset,
        count: 1,
        detail: issue.detail || ISSUE_CODES[issue.code],
      });
  }

  /** Keeps the reason of a declared ignore as a note. */
  ignore(reason: string): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }
  readonly reasons = new Map<string, number>();

  get bytes(): LedgerBytes {
    return { ...this.size };
  }

  get issueCounts(): readonly IssueCount[] {
    return [...this.issues.values()];
  }
}
