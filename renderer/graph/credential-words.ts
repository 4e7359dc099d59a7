/** What is said of a selected node or line of the credential chain. */
import type { CredentialGraph, GraphEdge, GraphNode } from '../../shared/analysis/graph/credential-graph.ts';
import { proofOfParts } from '../../shared/analysis/graph/proof.ts';
import { count } from '../format/number.ts';
import { edgesBehind } from './credential-scene.ts';
import type { Description, Fact } from './describe.ts';
import { G } from './strings.ts';

/** Links that the selection lists; a hub has more, and the table has them all. */
const MOST_LINKS = 40;

export function describeCredential(graph: CredentialGraph, id: string): Description | null {
  const names = new Map(graph.nodes.map((node) => [node.id, node.label]));
  const node = graph.nodes.find((one) => one.id === id);
  if (node) return describeNode(graph, node, names);
  const behind = edgesBehind(graph, id);
  const [first] = behind;
  if (!first) return null;
  return {
    kind: behind.map(({ kind }) => G.link[kind]).join(', '),
    name: `${names.get(first.from)} → ${names.get(first.to)}`,
    proof: proofOfParts(behind.map(({ proof }) => proof)),
    facts: behind.map((edge) => linkFact(edge, names)),
    note: '',
  };
}

function describeNode(
  graph: CredentialGraph,
  node: GraphNode,
  names: ReadonlyMap<string, string>,
): Description {
  const facts: Fact[] = node.states.map(({ state, why, proof }) => ({
    id: state,
    heading: G.state[state],
    text: why,
    proof,
  }));
  if (node.mine.count > 0) facts.push({ id: 'mine', heading: G.selection.mine, text: '', proof: node.mine });
  if (node.others.count > 0)
    facts.push({ id: 'others', heading: G.selection.others, text: '', proof: node.others });
  const links = graph.edges.filter(({ from, to }) => from === node.id || to === node.id);
  facts.push(...links.slice(0, MOST_LINKS).map((edge) => linkFact(edge, names)));
  const notes = [
    ...(node.stands > 1 ? [G.selection.fold(count(node.stands))] : []),
    ...(links.length > MOST_LINKS ? [G.selection.more(count(links.length - MOST_LINKS))] : []),
  ];
  const kind = node.kind === 'identity' || node.what === node.kind ? G.kind[node.kind] : node.what;
  const open = node.mine.count > 0 ? node.mine : (node.states[0]?.proof ?? null);
  return { kind, name: node.label, proof: open, facts, note: notes.join(' ') };
}

function linkFact(edge: GraphEdge, names: ReadonlyMap<string, string>): Fact {
  const detail = edge.detail.length === 0 ? '' : `: ${edge.detail.join(', ')}`;
  return {
    id: edge.id,
    heading: '',
    text: `${names.get(edge.from)} ${G.link[edge.kind]} ${names.get(edge.to)}${detail}`,
    proof: edge.proof,
  };
}
