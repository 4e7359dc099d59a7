/** A graph of bounded size: what is beyond it is folded kind by kind, and no record is lost in the fold. */
import { grouped } from '../words.ts';
import type { CredentialGraph, GraphEdge, GraphNode } from './credential-graph.ts';
import { kindWords } from './entities.ts';
import { proofOfParts } from './proof.ts';

/** Nodes that matter most stay: what is stolen, made or never rotated before what was merely tried. */
function weight({ states, mine }: GraphNode): number {
  const strong = states.some(({ state }) =>
    ['stolen', 'held', 'made', 'minted', 'never-rotated'].includes(state),
  );
  return (strong ? 1e12 : 0) + mine.count;
}

/** At most `most` nodes, and one more for each kind of which some are folded. Nodes and edges keep their order. */
export function fold(graph: CredentialGraph, most: number): CredentialGraph {
  if (graph.nodes.length <= most) return graph;
  const kept = new Set(
    [...graph.nodes]
      .sort((a, b) => weight(b) - weight(a))
      .slice(0, most)
      .map(({ id }) => id),
  );
  const folded = new Map<string, GraphNode[]>();
  const homes = new Map<string, string>();
  for (const node of graph.nodes) {
    if (kept.has(node.id)) continue;
    const home = `more:${node.kind}`;
    homes.set(node.id, home);
    const nodes = folded.get(home);
    if (nodes) nodes.push(node);
    else folded.set(home, [node]);
  }
  const rest = [...folded].map(([id, nodes]) => foldNodes(id, nodes));
  const nodes = [...graph.nodes.filter(({ id }) => kept.has(id)), ...rest];
  return { ...graph, nodes, edges: foldEdges(graph.edges, homes) };
}

function foldNodes(id: string, nodes: readonly GraphNode[]): GraphNode {
  const { kind } = nodes[0]!;
  const stands = nodes.reduce((sum, node) => sum + node.stands, 0);
  const [one, many] = kindWords(kind);
  return {
    id,
    kind,
    what: one,
    label: `and ${grouped(stands)} more ${stands === 1 ? one : many}`,
    states: [],
    mine: proofOfParts(nodes.map((node) => node.mine)),
    others: proofOfParts(nodes.map((node) => node.others)),
    stands,
  };
}

function foldEdges(edges: readonly GraphEdge[], homes: ReadonlyMap<string, string>): GraphEdge[] {
  const merged = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const from = homes.get(edge.from) ?? edge.from;
    const to = homes.get(edge.to) ?? edge.to;
    const id = `${edge.kind} ${edge.role} ${from} → ${to}`;
    const known = merged.get(id);
    if (known) known.push(edge);
    else merged.set(id, [edge]);
  }
  return [...merged].map(([id, parts]): GraphEdge => {
    const [first, ...more] = parts;
    if (more.length === 0 && first!.id === id) return first!;
    const from = homes.get(first!.from) ?? first!.from;
    const to = homes.get(first!.to) ?? first!.to;
    const detail = [...new Set(parts.flatMap((part) => part.detail))].slice(0, 8);
    return { ...first!, id, from, to, detail, proof: proofOfParts(parts.map(({ proof }) => proof)) };
  });
}
