/** The chains that windows show: which rows are theirs and in which phase, for the timeline to draw them by. */
import type { Chain, StoryLine } from '../../../shared/analysis/chain-types.ts';
import { TACTICS } from '../../../shared/analysis/correlate/phases.ts';
import { distinctRows } from '../../../shared/query/row-set.ts';

/** The rows of one chain. */
export interface ChainRows {
  /** Lanes in the order of the kill chain, the analyst's own phases after them, the response last. */
  readonly lanes: readonly string[];
  /** By row: 0 is not of the chain, else 1 + the lane. Shorter than the case when rows were added since. */
  readonly laneOf: Uint8Array;
  /** The rows of the chain that have a lane, rising. */
  readonly rows: Uint32Array;
}

/** The lane of what defenders did. */
const RESPONSE = 'Response';
/** Steps without a time are in no line of the story. */
const NO_PHASE = 'No phase';
/** Codes of a byte, less the one for "not of the chain". */
const MOST_LANES = 255;
/** Windows (tabs) that look at chains of their own at one time; the oldest is forgotten. */
const MOST_CHAINS = 8;

export function chainRows(chain: Chain, size: number): ChainRows {
  const attacker = chain.story.filter((line) => line.role === 'attacker');
  const told = new Set(attacker.map((line) => line.phase));
  const own = [...told].filter((phase) => !(TACTICS as readonly string[]).includes(phase)).sort();
  const undated = chain.steps.some((step) => step.time === null);
  const lanes = [
    ...TACTICS.filter((tactic) => told.has(tactic)),
    ...own.slice(0, MOST_LANES - TACTICS.length - 2),
    ...(undated ? [NO_PHASE] : []),
    ...(chain.steps.some((step) => step.role === 'response') ? [RESPONSE] : []),
  ];
  const codes = new Map(lanes.map((lane, i) => [lane, i + 1]));
  const laneOf = new Uint8Array(size);
  for (const { row } of chain.steps) laneOf[row] = codes.get(NO_PHASE) ?? 0;
  for (const line of chain.story) {
    const code = codes.get(laneOfLine(line)) ?? 0;
    for (const row of line.rows) laneOf[row] = code;
  }
  const rows = distinctRows([
    ...chain.steps.map(({ row }) => row),
    ...chain.story.flatMap((line) => line.rows),
  ]);
  return { lanes, laneOf, rows: rows.filter((row) => laneOf[row] !== 0) };
}

function laneOfLine(line: StoryLine): string {
  return line.role === 'response' ? RESPONSE : line.phase;
}

/** Remembers the rows of the last chains by a name that `chain.compute` answers. */
export class ChainMemory {
  private readonly known = new Map<string, ChainRows>();
  private made = 0;

  remember(chain: Chain, size: number): string {
    this.made++;
    const id = `chain-${this.made}`;
    this.known.set(id, chainRows(chain, size));
    if (this.known.size > MOST_CHAINS) this.known.delete(this.known.keys().next().value!);
    return id;
  }

  /** Null for a name that this engine never gave or has forgotten. */
  of(id: string | undefined): ChainRows | null {
    return id === undefined ? null : (this.known.get(id) ?? null);
  }

  forget(): void {
    this.known.clear();
  }
}
