import { useMemo } from 'react';
import type { CredentialGraph, GraphEdge, GraphNode } from '../../shared/analysis/graph/credential-graph.ts';
import type { Micros } from '../../shared/base/time.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { addressEntity, type Entity, fieldEntity, identityEntity } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { instant } from '../format/instant.ts';
import { useZone } from '../state/selectors.ts';
import { OpenRows } from './OpenRows.tsx';
import { type Column, SortTable } from './SortTable.tsx';
import { G } from './strings.ts';

/** The credential chain in words: what the picture shows, all of it. */
export function CredentialTables({ graph }: { readonly graph: CredentialGraph }) {
  const zone = useZone();
  const nodes = useMemo(() => nodeColumns(zone), [zone]);
  const edges = useMemo(() => {
    const named = new Map(graph.nodes.map((node) => [node.id, node]));
    return edgeColumns(zone, named);
  }, [zone, graph]);
  return (
    <>
      <SortTable
        caption={G.tables.nodes}
        rows={graph.nodes}
        columns={nodes}
        keyOf={({ id }) => id}
        testId="graph-nodes"
      />
      <SortTable
        caption={G.tables.edges}
        rows={graph.edges}
        columns={edges}
        keyOf={({ id }) => id}
        testId="graph-edges"
      />
    </>
  );
}

export function time(at: Micros | null, zone: string) {
  return <span className="tabular nowrap">{at === null ? '–' : instant(at, zone)}</span>;
}

function nodeColumns(zone: string): readonly Column<GraphNode>[] {
  return [
    {
      key: 'first',
      title: G.columns.first,
      value: ({ first }) => first,
      cell: ({ first }) => time(first, zone),
    },
    {
      key: 'kind',
      title: G.columns.kind,
      value: ({ kind }) => G.kind[kind],
      cell: ({ kind, what }) =>
        kind === 'identity' && what !== 'unknown'
          ? `${G.kind[kind]}, ${what}`
          : what === kind
            ? G.kind[kind]
            : what,
    },
    { key: 'name', title: G.columns.name, value: ({ label }) => label, cell: (node) => <Name node={node} /> },
    {
      key: 'states',
      title: G.columns.states,
      value: ({ states }) => states.map(({ state }) => G.state[state]).join(),
      cell: ({ label, states }) => (
        <ul className="graph-states">
          {states.map(({ state, why, proof }) => (
            <li key={state}>
              <OpenRows proof={proof} label={`${label}: ${G.state[state]}`} text={G.state[state]} />{' '}
              <span className="quiet">
                <LogText text={why} />
              </span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'mine',
      title: G.columns.mine,
      number: true,
      value: ({ mine }) => mine.count,
      cell: ({ label, mine }) => <OpenRows proof={mine} label={`${label}: ${G.selection.mine}`} />,
    },
    {
      key: 'others',
      title: G.columns.others,
      number: true,
      value: ({ others }) => others.count,
      cell: ({ label, others }) => <OpenRows proof={others} label={`${label}: ${G.selection.others}`} />,
    },
  ];
}

function edgeColumns(zone: string, nodes: ReadonlyMap<string, GraphNode>): readonly Column<GraphEdge>[] {
  const label = (id: string): string => nodes.get(id)?.label ?? id;
  return [
    {
      key: 'first',
      title: G.columns.first,
      value: ({ proof }) => proof.first,
      cell: ({ proof }) => time(proof.first, zone),
    },
    {
      key: 'last',
      title: G.columns.last,
      value: ({ proof }) => proof.last,
      cell: ({ proof }) => time(proof.last, zone),
    },
    {
      key: 'from',
      title: G.columns.from,
      value: ({ from }) => label(from),
      cell: ({ from }) => <LogText text={label(from)} />,
    },
    {
      key: 'link',
      title: G.columns.link,
      value: ({ kind }) => G.link[kind],
      cell: ({ kind, detail }) => (
        <>
          {G.link[kind]}
          {detail.length > 0 && (
            <span className="quiet">
              {' '}
              <LogText text={detail.join(', ')} />
            </span>
          )}
        </>
      ),
    },
    {
      key: 'to',
      title: G.columns.to,
      value: ({ to }) => label(to),
      cell: ({ to }) => <LogText text={label(to)} />,
    },
    {
      key: 'records',
      title: G.columns.records,
      number: true,
      value: ({ proof }) => proof.count,
      cell: ({ from, kind, to, proof }) => (
        <OpenRows proof={proof} label={`${label(from)} ${G.link[kind]} ${label(to)}`} />
      ),
    },
  ];
}

function Name({ node }: { readonly node: GraphNode }) {
  const entity = entityOf(node);
  return entity === null ? <LogText text={node.label} /> : <EntityLink entity={entity} />;
}

/** What the menu behind a name offers; a fold has none. */
function entityOf({ id, kind, label, stands }: GraphNode): Entity | null {
  if (stands > 1) return null;
  if (kind === 'address') return addressEntity(label);
  if (kind === 'session' || kind === 'credential') return fieldEntity(kind, kind, label);
  return id.startsWith('identity:') ? identityEntity(id.slice('identity:'.length), label) : null;
}
