/** The credential chain as a picture: time runs from left to right, one band for each kind of thing. */
import type { CredentialGraph, GraphEdge, GraphNode } from '../../shared/analysis/graph/credential-graph.ts';
import type { NodeState } from '../../shared/analysis/graph/node-states.ts';
import { groupBy } from '../../shared/analysis/group.ts';
import type { Micros } from '../../shared/base/time.ts';
import { instantParts } from '../format/instant.ts';
import { boxText, type Scene, type SceneEdge, type SceneNode } from './scene.ts';
import { G } from './strings.ts';

const WIDTH = 178;
const HEIGHT = 50;
/** `band`: between bands, with room for the words of lines. */
const GAP = { x: 14, y: 22, band: 36 };
/** What is later never stands further left; this far apart at least. */
const TIME_STEP = 24;
/** Boxes that a band takes in one row before it uses another. */
const A_ROW = 9;
const NAME_CHARS = 22;
const STATES_CHARS = 26;

type Band = keyof typeof G.bands;
/** From the top: addresses between what they used and whom they acted as, so that few lines cross boxes. */
const BANDS: readonly Band[] = ['secret', 'address', 'identity', 'defender'];

/** What a box has room for, the most telling first; the selection and the table say all. */
const TELLING: readonly NodeState[] = [
  'never-rotated',
  'made',
  'minted',
  'stolen',
  'held',
  'refused',
  'defender',
];
const CLOSING: readonly NodeState[] = ['revoked', 'disabled', 'blocked', 'open'];

function bandOf(node: GraphNode): Band {
  if (node.kind === 'address') return 'address';
  if (node.kind !== 'identity') return 'secret';
  const defends = node.mine.count === 0 && node.states.some(({ state }) => state === 'defender');
  return defends ? 'defender' : 'identity';
}

/** Nodes come by first time, and so do their places. */
export function credentialScene(graph: CredentialGraph, zone: string): Scene {
  const { places, labels } = placesOf(graph.nodes);
  const nodes = graph.nodes.map((node): SceneNode => {
    const states = node.states.map(({ state }) => state);
    const when = node.first === null ? '' : stamp(node.first, zone);
    const kind = node.what === 'unknown' ? '' : node.what;
    const lines = [
      boxText(node.label, NAME_CHARS),
      [kind, when].filter(Boolean).join(' · '),
      boxText(inShort(states), STATES_CHARS),
    ];
    const all = states.map((state) => G.state[state]).join(' · ');
    return {
      id: node.id,
      ...places.get(node.id)!,
      width: WIDTH,
      height: HEIGHT,
      text: lines.filter(Boolean).join('\n'),
      spoken: [G.kind[node.kind], boxText(node.label, 200), all, when].filter(Boolean).join(', '),
      classes: [node.kind, `band-${bandOf(node)}`, ...states],
    };
  });
  return { nodes, edges: edgesOf(graph.edges, places), labels };
}

function inShort(states: readonly NodeState[]): string {
  const first = (of: readonly NodeState[]) => of.find((state) => states.includes(state));
  return [first(TELLING), first(CLOSING)].flatMap((state) => (state ? [G.state[state]] : [])).join(' · ');
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function placesOf(nodes: readonly GraphNode[]): { places: Map<string, Place>; labels: Scene['labels'] } {
  const bands = groupBy(nodes, bandOf);
  const rows = new Map<Band, { top: number; ends: number[] }>();
  let y = 0;
  for (const band of BANDS) {
    const count = bands.get(band)?.length ?? 0;
    if (count === 0) continue;
    const ends = Array.from({ length: Math.ceil(count / A_ROW) }, () => 0);
    rows.set(band, { top: y, ends });
    y += ends.length * (HEIGHT + GAP.y) - GAP.y + GAP.band;
  }
  const places = new Map<string, Place>();
  let left = 0;
  for (const node of nodes) {
    const { top, ends } = rows.get(bandOf(node))!;
    const row = ends.indexOf(Math.min(...ends));
    left = Math.max(left, ends[row]!);
    places.set(node.id, { x: left + WIDTH / 2, y: top + row * (HEIGHT + GAP.y) + HEIGHT / 2 });
    ends[row] = left + WIDTH + GAP.x;
    left += TIME_STEP;
  }
  const labels = [...rows].map(([band, { top }]) => ({
    id: `label:${band}`,
    x: 0,
    y: top - 11,
    text: G.bands[band],
  }));
  return { places, labels };
}

/** Links that are told by the line itself; the others have their word beside it. */
const SILENT: ReadonlySet<string> = new Set(['used', 'signed-in-as', 'denied']);

/** One line for all that one end did to the other in one role: the table tells them apart. */
function edgesOf(edges: readonly GraphEdge[], places: ReadonlyMap<string, Place>): SceneEdge[] {
  return [...groupBy(edges, lineId)].map(([id, group]): SceneEdge => {
    const { from, to, role } = group[0]!;
    const said = group.filter(({ kind }) => !SILENT.has(kind)).map(({ kind }) => G.link[kind]);
    const refused = group.every(({ kind }) => kind === 'denied');
    // A straight line would run through whatever stands between two boxes of one row.
    const arc = from !== to && places.get(from)!.y === places.get(to)!.y;
    const classes = [role, ...(refused ? ['denied'] : []), ...(arc ? ['arc'] : [])];
    return { id, from, to, text: said.join(', '), classes };
  });
}

function lineId({ from, to, role }: GraphEdge): string {
  return `${role}\n${from}\n${to}`;
}

/** Edges of the graph behind one line of the picture. */
export function edgesBehind(graph: CredentialGraph, id: string): readonly GraphEdge[] {
  return graph.edges.filter((edge) => lineId(edge) === id);
}

/** `10-18 08:14`: the year is the case's, the seconds are said when it is chosen. */
function stamp(at: Micros, zone: string): string {
  const { date, time } = instantParts(at, zone);
  return `${date.slice(5)} ${time.slice(0, 5)}`;
}
