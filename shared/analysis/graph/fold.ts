/** A graph of bounded size: what is beyond it is folded kind by kind, and no record is lost in the fold. */
import { grouped } from '../words.ts';
import type { CredentialGraph, GraphEdge, GraphNode } from './credential-graph.ts';
import { kindWords } from './entities.ts';
import { byFirst, proofOfParts } from './proof.ts';

/** What stays: what was made or never rotated, then what much hangs on, then what was used most. */
function ranked(graph: CredentialGraph): GraphNode[] {
  const degree = new Map<string, number>();
  for (const { from, to } of graph.edges)
    for (const end of [from, to]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const first = ({ states }: GraphNode): number =>
    Number(states.some(({ state }) => state === 'made' || state === 'never-rotated'));
  return [...graph.nodes].sort(
    (a, b) =>
      first(b) - first(a) || (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0) || b.mine.count - a.mine.count,
  );
}

/** At most `most` nodes, and one more for each kind of which some are folded. Nodes and edges keep their order. */
export function fold(graph: CredentialGraph, most: number): CredentialGraph {
  if (graph.nodes.length <= most) return graph;
  const kept = new Set(
    ranked(graph)
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
    first: [...nodes].sort(byFirst)[0]!.first,
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
