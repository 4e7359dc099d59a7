/** The graphs of a chain. Both are asked for together, so the last chain is kept while the case says the same. */
import type { Chain } from '../../shared/analysis/chain-types.ts';
import { computeChain } from '../../shared/analysis/correlate/chain.ts';
import type { Decision } from '../../shared/analysis/decisions.ts';
import { type BlastRadius, blastRadius } from '../../shared/analysis/graph/blast-radius.ts';
import { type CredentialGraph, credentialGraph } from '../../shared/analysis/graph/credential-graph.ts';
import { fold } from '../../shared/analysis/graph/fold.ts';
import type { RotationEntry } from '../../shared/analysis/graph/rotation-list.ts';
import type { Snapshot } from './store/snapshot.ts';

/** Nodes of an answer; the rest of each kind is one node. */
const MOST_NODES = 1000;

interface Kept {
  readonly decisions: readonly Decision[];
  readonly seeds: string;
  readonly chain: Chain;
}

export class Graphs {
  private readonly last = new WeakMap<Snapshot, Kept>();

  /** @throws Failure for seeds that cannot be read or that the case does not hold */
  credentials(view: Snapshot, seeds: readonly string[]): CredentialGraph {
    return fold(credentialGraph(view, this.chain(view, seeds), rotationsOf(view)), MOST_NODES);
  }

  /** @throws Failure as `credentials` */
  blastRadius(view: Snapshot, seeds: readonly string[]): BlastRadius {
    return blastRadius(view, this.chain(view, seeds));
  }

  private chain(view: Snapshot, seeds: readonly string[]): Chain {
    const key = JSON.stringify(seeds);
    const last = this.last.get(view);
    if (last?.decisions === view.decisions && last.seeds === key) return last.chain;
    const chain = computeChain(view, seeds);
    if (!chain.ok) throw chain.error;
    this.last.set(view, { decisions: view.decisions, seeds: key, chain: chain.value });
    return chain.value;
  }
}

function rotationsOf(view: Snapshot): RotationEntry[] {
  return view.facts.flatMap(({ fact, file, record }) =>
    fact.kind === 'rotation' ? [{ fact, record, file: view.files.get(file)?.path ?? '' }] : [],
  );
}
