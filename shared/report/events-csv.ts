/**
 * Events as CSV (RFC 4180). Cells that a spreadsheet would run as a formula get a leading apostrophe, and the header
 * says so; a real leading apostrophe is doubled, so the way back is exact.
 */
import { guardFormula, unguardFormula } from '../base/formula.ts';

/** The columns, and how each is taken from an event in the CLI's JSON shape. */
export interface CsvEvent {
  readonly id: string;
  readonly time: string | null;
  readonly timeEnd: string | null;
  readonly source: string;
  readonly action: string;
  readonly outcome: string;
  readonly actor: {
    readonly name: string | null;
    readonly email: string | null;
    readonly identity: string | null;
  };
  readonly srcIp: string | null;
  readonly srcPort: number | null;
  readonly dstIp: string | null;
  readonly dstPort: number | null;
  readonly userAgent: string | null;
  readonly session: string | null;
  readonly credential: string | null;
  readonly targets: readonly {
    readonly type: string;
    readonly id: string | null;
    readonly name: string | null;
  }[];
  readonly bytes: number | null;
  readonly message: string;
  readonly nativeId: string | null;
  readonly evidence: {
    readonly file: string;
    readonly record: number;
    readonly offset: number;
    readonly length: number;
    readonly sha256: string;
  };
  readonly reason: string | null;
  readonly system: string | null;
  readonly tags: readonly string[];
}

type Cell = string | number | null;

const COLUMNS: readonly [name: string, of: (event: CsvEvent) => Cell][] = [
  ['time', (e) => e.time],
  ['time_end', (e) => e.timeEnd],
  ['source', (e) => e.source],
  ['actor', (e) => e.actor.name],
  ['actor_email', (e) => e.actor.email],
  ['identity', (e) => e.actor.identity],
  ['src_ip', (e) => e.srcIp],
  ['src_port', (e) => e.srcPort],
  ['dst_ip', (e) => e.dstIp],
  ['dst_port', (e) => e.dstPort],
  ['action', (e) => e.action],
  ['outcome', (e) => e.outcome],
  ['targets', (e) => e.targets.map((t) => `${t.type}:${t.name ?? t.id ?? ''}`).join('; ')],
  ['message', (e) => e.message],
  ['user_agent', (e) => e.userAgent],
  ['session', (e) => e.session],
  ['credential', (e) => e.credential],
  ['bytes', (e) => e.bytes],
  ['file', (e) => e.evidence.file],
  ['record', (e) => e.evidence.record],
  ['offset', (e) => e.evidence.offset],
  ['length', (e) => e.evidence.length],
  ['native_id', (e) => e.nativeId],
  ['id', (e) => e.id],
];

export function csvHeader(): string {
  return `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
}

export function csvRow(event: CsvEvent): string {
  return `${COLUMNS.map(([, of]) => csvCell(of(event))).join(',')}\r\n`;
}

/** Numbers that the program made are written as they are; text is made safe and quoted where RFC 4180 asks for it. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = guardFormula(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What `csvCell` wrote, once a CSV parser has taken the quoting off. */
export const fromCsvCell = unguardFormula;
