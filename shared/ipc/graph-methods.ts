/** The graphs of a chain over the wire. Totals that the analyst knows are decisions (`decision.add`, kind `total`). */
import { z } from 'zod';
import type { BlastRadius } from '../analysis/graph/blast-radius.ts';
import type { CredentialGraph } from '../analysis/graph/credential-graph.ts';

const seeds = z.array(z.string().max(4096)).min(1).max(1000);

export const graphArgs = {
  /** Credentials and identities of the chain from these seeds. */
  'graph.credentials': z.strictObject({ seeds }),
  /** What the actor touched, could reach and was denied, by system. */
  'graph.blastRadius': z.strictObject({ seeds }),
} as const;

export interface GraphResults {
  'graph.credentials': CredentialGraph;
  'graph.blastRadius': BlastRadius;
}
