/** The graphs of a chain. Both are asked for together; the chain below them is computed once. */
import { type BlastRadius, blastRadius } from '../../shared/analysis/graph/blast-radius.ts';
import { type CredentialGraph, credentialGraph } from '../../shared/analysis/graph/credential-graph.ts';
import { fold } from '../../shared/analysis/graph/fold.ts';
import type { RotationEntry } from '../../shared/analysis/graph/rotation-list.ts';
import type { Chains } from './chains.ts';
import type { Snapshot } from './store/snapshot.ts';

/** Nodes of an answer; the rest of each kind is one node. */
const MOST_NODES = 1000;

export class Graphs {
  private readonly chains: Chains;

  constructor(chains: Chains) {
    this.chains = chains;
  }

  /** @throws Failure for seeds that cannot be read or that the case does not hold */
  credentials(view: Snapshot, seeds: readonly string[]): CredentialGraph {
    return fold(credentialGraph(view, this.chains.now(view, seeds), rotationsOf(view)), MOST_NODES);
  }

  /** @throws Failure as `credentials` */
  blastRadius(view: Snapshot, seeds: readonly string[]): BlastRadius {
    return blastRadius(view, this.chains.now(view, seeds));
  }
}

function rotationsOf(view: Snapshot): RotationEntry[] {
  return view.facts.flatMap(({ fact, file, record }) =>
    fact.kind === 'rotation' ? [{ fact, record, file: view.files.get(file)?.path ?? '' }] : [],
  );
}
