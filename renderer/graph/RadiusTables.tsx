import { Button } from '@blueprintjs/core';
import { ChevronDownIcon, ChevronRightIcon } from '@blueprintjs/icons';
import { useMemo, useState } from 'react';
import type {
  BlastRadius,
  SystemRadius,
  ThingCount,
  ThingType,
} from '../../shared/analysis/graph/blast-radius.ts';
import { DEEDS, type Deed } from '../../shared/analysis/graph/deeds.ts';
import type { Reach } from '../../shared/analysis/graph/reach.ts';
import { visibleText } from '../../shared/base/text.ts';
import { LogText } from '../components/LogText.tsx';
import { count } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { time } from './CredentialTables.tsx';
import { OpenRows } from './OpenRows.tsx';
import { systemLabel } from './radius-scene.ts';
import { totalsText } from './radius-words.ts';
import { type Column, SortTable } from './SortTable.tsx';
import { G } from './strings.ts';

/** A kind of thing in a system whose total may be given. */
export interface TotalOf {
  readonly system: string;
  readonly type: ThingType;
}

interface Thing extends TotalOf {
  readonly deed: ThingCount;
}

interface Props {
  readonly radius: BlastRadius;
  onTotal(of: TotalOf): void;
}

/** The blast radius in words and numbers: what the picture shows, all of it, and where totals are given. */
export function RadiusTables({ radius, onTotal }: Props) {
  const zone = useZone();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const things = radius.systems.flatMap(({ system, types }) =>
    types.flatMap((type) => type.deeds.map((deed): Thing => ({ system, type, deed }))),
  );
  const reach = radius.systems.flatMap(({ system, reachable }) =>
    reachable.map((one) => ({ system, ...one })),
  );
  const systems = useMemo(() => systemColumns(radius), [radius]);
  const columns = thingColumns(zone, open, onTotal, (key) =>
    setOpen((now) => new Set(now.has(key) ? [...now].filter((one) => one !== key) : [...now, key])),
  );
  return (
    <>
      <SortTable
        caption={G.tables.systems}
        rows={radius.systems}
        columns={systems}
        keyOf={({ system }) => system}
        testId="radius-systems"
      />
      <SortTable
        caption={G.tables.things}
        rows={things}
        columns={columns}
        keyOf={keyOf}
        below={(thing) => (open.has(keyOf(thing)) ? <Named thing={thing} /> : null)}
        testId="radius-things"
      />
      <SortTable
        caption={G.tables.reach}
        rows={reach}
        columns={REACH_COLUMNS}
        keyOf={({ system, kind, through, type }) => [system, kind, through, type].join('\n')}
        testId="radius-reach"
      />
    </>
  );
}

function keyOf({ system, type, deed }: Thing): string {
  return [system, type.type, deed.deed].join('\n');
}

function systemColumns({ systems }: BlastRadius): readonly Column<SystemRadius>[] {
  const present = DEEDS.filter((deed) => systems.some(({ deeds }) => deeds.some((one) => one.deed === deed)));
  const countOf = ({ deeds }: SystemRadius, deed: Deed) => deeds.find((one) => one.deed === deed) ?? null;
  return [
    {
      key: 'system',
      title: G.columns.system,
      value: ({ system }) => systemLabel(system),
      cell: ({ system }) => <LogText text={systemLabel(system)} />,
    },
    {
      key: 'who',
      title: G.columns.who,
      value: ({ actors }) => actors.map(({ label }) => label).join(),
      cell: ({ actors }) => <LogText text={actors.map(({ label }) => label).join(', ') || '–'} />,
    },
    ...present.map(
      (deed): Column<SystemRadius> => ({
        key: deed,
        title: G.deed[deed],
        number: true,
        value: (system) => countOf(system, deed)?.count ?? null,
        cell: (system) => {
          const found = countOf(system, deed);
          return found === null ? (
            ''
          ) : (
            <OpenRows proof={found} label={`${systemLabel(system.system)}: ${G.deed[deed]}`} />
          );
        },
      }),
    ),
    {
      key: 'all',
      title: G.columns.all,
      number: true,
      value: ({ all }) => all.count,
      cell: ({ system, all }) => <OpenRows proof={all} label={systemLabel(system)} />,
    },
  ];
}

function thingColumns(
  zone: string,
  open: ReadonlySet<string>,
  onTotal: Props['onTotal'],
  onToggle: (key: string) => void,
): readonly Column<Thing>[] {
  return [
    {
      key: 'system',
      title: G.columns.system,
      value: ({ system }) => systemLabel(system),
      cell: ({ system }) => <LogText text={systemLabel(system)} />,
    },
    {
      key: 'deed',
      title: G.columns.deed,
      value: ({ deed }) => DEEDS.indexOf(deed.deed),
      cell: ({ deed }) => G.deed[deed.deed],
    },
    {
      key: 'things',
      title: G.columns.things,
      number: true,
      value: ({ deed }) => deed.things,
      cell: (thing) => {
        const key = keyOf(thing);
        const Chevron = open.has(key) ? ChevronDownIcon : ChevronRightIcon;
        const { things } = thing.deed;
        return (
          <button
            type="button"
            className="graph-toggle"
            aria-expanded={open.has(key)}
            data-testid="radius-names"
            onClick={() => onToggle(key)}
          >
            <Chevron size={12} />
            <strong>{count(things)}</strong> <LogText text={G.thing(thing.type.type, things)} />
          </button>
        );
      },
    },
    {
      key: 'of',
      title: G.columns.of,
      value: ({ type }) => type.totals[0]?.total ?? null,
      cell: ({ system, type }) => <Totals of={{ system, type }} onTotal={onTotal} />,
    },
    {
      key: 'records',
      title: G.columns.records,
      number: true,
      value: ({ deed }) => deed.proof.count,
      cell: ({ system, type, deed }) => (
        <OpenRows
          proof={deed.proof}
          label={`${systemLabel(system)}: ${count(deed.things)} ${G.thing(type.type, deed.things)} ${G.deed[deed.deed]}`}
        />
      ),
    },
    {
      key: 'first',
      title: G.columns.first,
      value: ({ deed }) => deed.proof.first,
      cell: ({ deed }) => time(deed.proof.first, zone),
    },
    {
      key: 'last',
      title: G.columns.last,
      value: ({ deed }) => deed.proof.last,
      cell: ({ deed }) => time(deed.proof.last, zone),
    },
  ];
}

/** Nobody knows how many of these there are: a system holds no queries, and the addresses outside are everybody's. */
const COUNTLESS: ReadonlySet<string> = new Set(['address', 'query', 'script', 'url']);

function Totals({ of, onTotal }: { readonly of: TotalOf; readonly onTotal: Props['onTotal'] }) {
  const { system, type } = of;
  const given = type.totals.some(({ from }) => from === 'analyst');
  const text = given ? G.total.change : G.total.set;
  return (
    <span className="graph-total">
      <LogText text={totalsText(type)} />
      {!COUNTLESS.has(type.type) && (
        <Button
          size="small"
          variant="minimal"
          text={text}
          aria-label={G.total.buttonOf(
            text,
            visibleText(G.thing(type.type, 2)),
            visibleText(systemLabel(system)),
          )}
          data-testid="radius-total"
          onClick={() => onTotal(of)}
        />
      )}
    </span>
  );
}

/** The things by name, each with its records. */
function Named({ thing: { system, type, deed } }: { readonly thing: Thing }) {
  const rest = deed.things - deed.named.length;
  return (
    <ul className="graph-named" data-testid="radius-named">
      {deed.named.map(({ name, proof }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two things may bear one name, and the list is never reordered
        <li key={index}>
          <LogText text={name} />{' '}
          <OpenRows
            proof={proof}
            label={`${systemLabel(system)}: ${G.thing(type.type, 1)} ${name} ${G.deed[deed.deed]}`}
          />
        </li>
      ))}
      {rest > 0 && <li className="quiet">{G.selection.more(count(rest))}</li>}
    </ul>
  );
}

type ReachRow = Reach & { readonly system: string };

const REACH_COLUMNS: readonly Column<ReachRow>[] = [
  {
    key: 'system',
    title: G.columns.system,
    value: ({ system }) => systemLabel(system),
    cell: ({ system }) => <LogText text={systemLabel(system)} />,
  },
  {
    key: 'who',
    title: G.columns.who,
    value: ({ throughLabel }) => throughLabel,
    cell: ({ throughLabel }) => <LogText text={throughLabel} />,
  },
  {
    key: 'kind',
    title: G.columns.kind,
    value: ({ kind }) => G.reach[kind],
    cell: ({ kind }) => G.reach[kind],
  },
  {
    key: 'things',
    title: G.columns.things,
    number: true,
    value: ({ things }) => things,
    cell: ({ type, things }) =>
      type === null ? count(things) : <LogText text={`${count(things)} ${G.thing(type, things)}`} />,
  },
  {
    key: 'names',
    title: G.columns.names,
    value: ({ names }) => names.join(),
    cell: ({ names, things }) => <Some names={names} of={things} />,
  },
  { key: 'why', title: G.columns.why, value: ({ why }) => why, cell: ({ why }) => <LogText text={why} /> },
  {
    key: 'records',
    title: G.columns.records,
    number: true,
    value: ({ proof }) => proof.count,
    cell: ({ system, throughLabel, kind, proof }) => (
      <OpenRows proof={proof} label={`${systemLabel(system)}: ${G.reach[kind]}, ${throughLabel}`} />
    ),
  },
];

/** Names that stand in a cell. */
const SHOWN = 4;

function Some({ names, of }: { readonly names: readonly string[]; readonly of: number }) {
  const rest = of - Math.min(names.length, SHOWN);
  return (
    <span title={visibleText(names.join(', '))}>
      <LogText text={names.slice(0, SHOWN).join(', ')} />
      {rest > 0 && <span className="quiet"> {G.selection.more(count(rest))}</span>}
    </span>
  );
}
