/** The credential chain as a picture: time runs from left to right, one band for each kind of thing. */
import type { CredentialGraph, GraphEdge, GraphNode } from '../../shared/analysis/graph/credential-graph.ts';
import { groupBy } from '../../shared/analysis/group.ts';
import { instantParts } from '../format/instant.ts';
import { boxText, type Scene, type SceneEdge, type SceneNode } from './scene.ts';
import { G } from './strings.ts';

const WIDTH = 158;
const HEIGHT = 50;
const GAP = { x: 22, y: 26, band: 22 };
/** What is later never stands further left; this far apart at least. */
const TIME_STEP = 20;
const NAME_CHARS = 22;
const STATES_CHARS = 27;

type Band = keyof typeof G.lanes;
/** From the top, with the rows that a band may use. */
const BANDS: readonly (readonly [band: Band, rows: number])[] = [
  ['address', 1],
  ['secret', 2],
  ['identity', 2],
  ['defender', 1],
];

function bandOf(node: GraphNode): Band {
  if (node.kind === 'address') return 'address';
  if (node.kind !== 'identity') return 'secret';
  const defends = node.mine.count === 0 && node.states.some(({ state }) => state === 'defender');
  return defends ? 'defender' : 'identity';
}

/** Nodes come by first time, and so do their places. */
export function credentialScene(graph: CredentialGraph, zone: string): Scene {
  const places = placesOf(graph.nodes);
  const nodes = graph.nodes.map((node): SceneNode => {
    const states = node.states.map(({ state }) => G.state[state]).join(' · ');
    const { first } = node.mine.count > 0 ? node.mine : (node.states[0]?.proof ?? node.mine);
    const when = first === null ? '' : stamp(first, zone);
    const kind = node.kind === 'identity' ? node.what : node.what.toLowerCase();
    const name = boxText(node.label, NAME_CHARS);
    return {
      id: node.id,
      ...places.at(node.id),
      width: WIDTH,
      height: HEIGHT,
      text: [
        name,
        [kind === 'unknown' ? '' : kind, when].filter(Boolean).join(' · '),
        boxText(states, STATES_CHARS),
      ]
        .filter(Boolean)
        .join('\n'),
      spoken: [G.kind[node.kind], boxText(node.label, 200), states, when].filter(Boolean).join(', '),
      classes: [node.kind, `band-${bandOf(node)}`, ...node.states.map(({ state }) => state)],
    };
  });
  return { nodes, edges: edgesOf(graph.edges), labels: places.labels };
}

interface Places {
  at(id: string): { readonly x: number; readonly y: number };
  readonly labels: Scene['labels'];
}

function placesOf(nodes: readonly GraphNode[]): Places {
  const bands = new Map(groupBy(nodes, bandOf));
  const tops = new Map<Band, number>();
  const ends = new Map<Band, number[]>();
  let y = 0;
  for (const [band, rows] of BANDS) {
    const used = Math.min(rows, bands.get(band)?.length ?? 0);
    if (used === 0) continue;
    tops.set(band, y);
    ends.set(
      band,
      Array.from({ length: used }, () => 0),
    );
    y += used * (HEIGHT + GAP.y) + GAP.band;
  }
  const at = new Map<string, { x: number; y: number }>();
  let left = 0;
  for (const node of nodes) {
    const band = bandOf(node);
    const rows = ends.get(band)!;
    const row = rows.indexOf(Math.min(...rows));
    left = Math.max(left, rows[row]!);
    at.set(node.id, { x: left + WIDTH / 2, y: tops.get(band)! + row * (HEIGHT + GAP.y) + HEIGHT / 2 });
    rows[row] = left + WIDTH + GAP.x;
    left += TIME_STEP;
  }
  const labels = [...tops].map(([band, top]) => ({
    id: `label:${band}`,
    x: -64,
    y: top + HEIGHT / 2,
    text: G.lanes[band],
  }));
  return { at: (id) => at.get(id)!, labels };
}

/** Links that are told by the line itself; the others have their word beside it. */
const SILENT: ReadonlySet<string> = new Set(['used', 'signed-in-as', 'denied']);

/** One line for all that one end did to the other in one role: the table tells them apart. */
function edgesOf(edges: readonly GraphEdge[]): SceneEdge[] {
  const grouped = groupBy(edges, ({ from, to, role }) => `${role}\n${from}\n${to}`);
  return [...grouped].map(([id, group]): SceneEdge => {
    const { from, to, role } = group[0]!;
    const said = group.filter(({ kind }) => !SILENT.has(kind)).map(({ kind }) => G.link[kind]);
    const refused = group.every(({ kind }) => kind === 'denied');
    return { id, from, to, text: said.join(', '), classes: [role, ...(refused ? ['denied'] : [])] };
  });
}

/** Edges of the graph behind one line of the picture. */
export function edgesBehind(graph: CredentialGraph, id: string): readonly GraphEdge[] {
  return graph.edges.filter(({ from, to, role }) => `${role}\n${from}\n${to}` === id);
}

function stamp(at: Parameters<typeof instantParts>[0], zone: string): string {
  const { date, time } = instantParts(at, zone);
  return `${date.slice(5)} ${time.slice(0, 5)}`;
}
