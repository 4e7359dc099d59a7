import { describe, expect, test } from 'vitest';
import { credentialScene, edgesBehind } from '../../../renderer/graph/credential-scene.ts';
import { describeCredential } from '../../../renderer/graph/credential-words.ts';
import { radiusScene } from '../../../renderer/graph/radius-scene.ts';
import { describeRadius } from '../../../renderer/graph/radius-words.ts';
import type { Scene } from '../../../renderer/graph/scene.ts';
import { parseTotal } from '../../../renderer/graph/total.ts';
import type { BlastRadius, ThingCount } from '../../../shared/analysis/graph/blast-radius.ts';
import type {
  CredentialGraph,
  GraphEdge,
  GraphNode,
} from '../../../shared/analysis/graph/credential-graph.ts';
import type { EntityKind } from '../../../shared/analysis/graph/entities.ts';
import type { Proof } from '../../../shared/analysis/graph/proof.ts';
import type { Micros } from '../../../shared/base/time.ts';

const HOSTILE = 'evil\u202Egnp.<b>\nx\u200B';

function proof(count: number, at: number | null = null): Proof {
  const time = at as Micros | null;
  return { count, rows: count === 0 ? '' : `0-${count - 1}`, first: time, last: time };
}

function node(id: string, kind: EntityKind, at: number): GraphNode {
  const mine = proof(1, at);
  return {
    id,
    kind,
    what: kind,
    label: id,
    states: [],
    first: mine.first,
    mine,
    others: proof(0),
    stands: 1,
  };
}

function edge(
  from: string,
  to: string,
  kind: GraphEdge['kind'],
  role: GraphEdge['role'] = 'attacker',
): GraphEdge {
  return { id: `${kind} ${from} ${to}`, kind, from, to, role, detail: [], proof: proof(2, 1) };
}

function graphOf(nodes: GraphNode[], edges: GraphEdge[]): CredentialGraph {
  return { nodes, edges, rotation: { listed: 0, neverRotatedAndUsed: 0 } };
}

/** Pairs of boxes that cover each other. */
function overlaps({ nodes }: Scene): string[] {
  return nodes.flatMap((a, i) =>
    nodes
      .slice(i + 1)
      .filter(
        (b) =>
          Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2,
      )
      .map((b) => `${a.id} covers ${b.id}`),
  );
}

describe('the credential chain as a picture', () => {
  const kinds: EntityKind[] = ['address', 'session', 'credential', 'identity', 'identity'];
  const nodes = Array.from({ length: 60 }, (_, i) => node(`n${i}`, kinds[i % kinds.length]!, 1000 + i));
  const scene = credentialScene(graphOf(nodes, []), 'UTC');

  test('time runs from left to right, and no box covers another', () => {
    const xs = scene.nodes.map(({ x }) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(overlaps(scene)).toEqual([]);
  });

  test('the same graph gives the same picture', () => {
    expect(credentialScene(graphOf(nodes, []), 'UTC')).toEqual(scene);
  });

  test('all that one did to the other is one line; the words of its kinds are behind it', () => {
    const pair = [node('a', 'address', 1), node('b', 'identity', 2)];
    const graph = graphOf(pair, [
      edge('a', 'b', 'used'),
      edge('a', 'b', 'signed-in-as'),
      edge('a', 'b', 'denied'),
    ]);
    const [line, ...more] = credentialScene(graph, 'UTC').edges;
    expect(more).toEqual([]);
    expect(line!.classes).not.toContain('denied');
    expect(edgesBehind(graph, line!.id)).toHaveLength(3);
    expect(describeCredential(graph, line!.id)!.facts.map(({ text }) => text)).toEqual([
      'a used b',
      'a signed in as b',
      'a was denied b',
    ]);
  });

  test('hostile labels are text with everything unseen written out', () => {
    const { text, spoken } = credentialScene(graphOf([node(HOSTILE, 'identity', 1)], []), 'UTC').nodes[0]!;
    expect(spoken).toContain('evil\\u{202E}gnp.<b>\\u{A}x\\u{200B}');
    // Cut to the box, and no line more than name, kind and time.
    expect(text.split('\n')).toHaveLength(2);
    for (const words of [text, spoken]) expect(words).not.toMatch(/[\u202E\u200B]/);
  });
});

describe('the blast radius as a picture', () => {
  const thing = (deed: ThingCount['deed'], things: number, name: string): ThingCount => ({
    deed,
    things,
    named: [{ name, proof: proof(1) }],
    proof: proof(things),
  });
  const radius = (types: number): BlastRadius => ({
    systems: ['one.example', 'aws:vpcflow'].map((system) => ({
      system,
      sources: [],
      all: proof(5),
      actors: [{ ref: 'identity:a', label: 'anna', proof: proof(5) }],
      deeds: [],
      types: Array.from({ length: types }, (_, i) => ({
        type: i === 0 ? 'issue' : `kind-${i}`,
        touched: 3,
        touchedProof: proof(3),
        deeds: [thing('denied', 1, HOSTILE), thing('viewed', 3, 'OPS-1')],
        totals: [{ total: 2_059_357, from: 'logs', decision: null }],
      })),
      reachable: [],
    })),
  });

  test('no box covers another, touched stands before denied, and what is too much is one box', () => {
    const scene = radiusScene(radius(30));
    expect(overlaps(scene)).toEqual([]);
    const ofOne = scene.nodes.filter(({ id }) => id.includes('one.example'));
    expect(ofOne.at(-1)!.text).toMatch(/^and \d+ more$/);
    const rest = describeRadius(radius(30), ofOne.at(-1)!.id)!;
    expect(rest.facts.length + ofOne.length - 2).toBe(60);
    expect(rest.proof!.count).toBeGreaterThan(0);
  });

  test('numbers with their totals, a source instead of a missing system, one account once', () => {
    const scene = radiusScene(radius(1));
    const texts = scene.nodes.map(({ text }) => text);
    expect(texts).toContain('3 tickets viewed\nof 2\u2009059\u2009357 in the logs');
    expect(texts.filter((text) => text === 'anna')).toHaveLength(1);
    expect(texts.join()).toContain('VPC\n5 records');
    expect(scene.edges.filter(({ from }) => from === 'identity:a')).toHaveLength(2);
  });

  test('names of hostile things are text', () => {
    const denied = radiusScene(radius(1)).nodes.find(({ text }) => text.includes('denied'))!;
    expect(denied.text).toContain('evil');
    expect(denied.text.split('\n')).toHaveLength(2);
    expect(denied.text).not.toMatch(/[\u202E\u200B]/);
  });
});

test.each([
  ['2059357', 2_059_357],
  ['2,059,357', 2_059_357],
  ['2 059 357', 2_059_357],
  ['2.059.357', 2_059_357],
  [' 36 ', 36],
  ['2,059 357', null],
  ['1,23', null],
  ['-3', null],
  ['1e6', null],
  ['99999999999999999999', null],
  ['', null],
])('%s as a total is %s', (text, total) => expect(parseTotal(text)).toBe(total));
