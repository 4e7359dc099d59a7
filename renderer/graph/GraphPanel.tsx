import { SegmentedControl } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { BlastRadius } from '../../shared/analysis/graph/blast-radius.ts';
import type { CredentialGraph } from '../../shared/analysis/graph/credential-graph.ts';
import { fold } from '../../shared/analysis/graph/fold.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { count, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { usePanels, useShown } from '../workbench/panels.tsx';
import { CredentialTables } from './CredentialTables.tsx';
import { credentialScene } from './credential-scene.ts';
import { describeCredential } from './credential-words.ts';
import type { Description } from './describe.ts';
import { Legend } from './Legend.tsx';
import { useOpenRows } from './OpenRows.tsx';
import { Picture } from './Picture.tsx';
import { RadiusTables, type TotalOf } from './RadiusTables.tsx';
import { radiusScene } from './radius-scene.ts';
import { describeRadius } from './radius-words.ts';
import { Selection } from './Selection.tsx';
import type { Scene } from './scene.ts';
import { G } from './strings.ts';
import { TotalDialog } from './TotalDialog.tsx';

type View = 'credentials' | 'radius';
type Form = 'picture' | 'table';

/** Boxes of one picture; the table holds more. */
const MOST_DRAWN = 60;

/** The chain as two graphs, each as a picture and as tables: its credentials, and what it did to whom. */
export function GraphPanel() {
  const chain = useApp((state) => state.chain);
  const panels = usePanels();
  const [view, setView] = useState<View>('credentials');
  const [form, setForm] = useState<Form>('picture');
  if (chain.kind === 'none') {
    const action = { text: G.emptyAction, onClick: () => panels.show('chain') };
    return <Empty title={G.emptyTitle} advice={G.emptyAdvice} action={action} />;
  }
  if (chain.kind === 'failed') return <Problem error={{ message: chain.message, advice: chain.advice }} />;
  return (
    <div className="graph" data-testid="graph">
      <div className="panel-bar graph-bar">
        <Switch<View>
          label={G.viewLabel}
          options={G.view}
          value={view}
          onValue={setView}
          testId="graph-view"
        />
        <Switch<Form>
          label={G.formLabel}
          options={G.form}
          value={form}
          onValue={setForm}
          testId="graph-form"
        />
      </div>
      {chain.kind === 'ready' ? (
        view === 'credentials' ? (
          <Credentials seeds={chain.chain.seeds} form={form} />
        ) : (
          <Radius seeds={chain.chain.seeds} form={form} />
        )
      ) : (
        <Skeleton />
      )}
    </div>
  );
}

interface SwitchProps<T extends string> {
  readonly label: string;
  readonly options: Readonly<Record<T, string>>;
  readonly value: T;
  readonly testId: string;
  onValue(value: T): void;
}

function Switch<T extends string>({ label, options, value, testId, onValue }: SwitchProps<T>) {
  const entries = Object.entries(options) as [T, string][];
  return (
    <fieldset className="graph-switch" aria-label={label} data-testid={testId}>
      <SegmentedControl
        size="small"
        options={entries.map(([one, text]) => ({ value: one, label: text }))}
        value={value}
        onValueChange={(next) => onValue(next as T)}
      />
    </fieldset>
  );
}

interface ViewProps {
  readonly seeds: readonly string[];
  readonly form: Form;
}

function Credentials({ seeds, form }: ViewProps) {
  const client = useClient();
  const shown = useShown();
  const zone = useZone();
  const revision = useApp((state) => state.revision);
  const answer = useLatest(shown ? JSON.stringify([seeds, revision]) : null, () =>
    client.call('graph.credentials', { seeds: [...seeds] }),
  );
  const graph = answer.data;
  const drawn = useMemo(() => (graph === null ? null : fold(graph, MOST_DRAWN)), [graph]);
  const scene = useMemo(() => (drawn === null ? null : credentialScene(drawn, zone)), [drawn, zone]);
  if (answer.error !== null) return <Problem error={answer.error} />;
  if (graph === null || drawn === null || scene === null) return <Skeleton />;
  if (graph.nodes.length === 0) return <Empty title={G.nothingTitle} advice={G.nothingCredentials} />;
  return (
    <>
      <RotationNote graph={graph} />
      {form === 'table' ? (
        <Tables label={G.tables.nodes}>
          <CredentialTables graph={graph} />
        </Tables>
      ) : (
        <Explored
          scene={scene}
          label={G.picture.credentials}
          legend="credentials"
          describe={(id) => describeCredential(drawn, id)}
        />
      )}
    </>
  );
}

/** What the rotation lists of the case say of this chain, in one sentence. */
function RotationNote({ graph: { rotation } }: { readonly graph: CredentialGraph }) {
  const { listed, neverRotatedAndUsed: used } = rotation;
  const words =
    listed === 0
      ? G.tables.noRotation
      : G.tables.rotation(
          counted(used, G.tables.credential, G.tables.credentials),
          counted(listed, G.tables.entry, G.tables.entries),
        );
  return (
    <p className="graph-note" data-testid="graph-rotation">
      {words}
    </p>
  );
}

function Radius({ seeds, form }: ViewProps) {
  const client = useClient();
  const shown = useShown();
  const revision = useApp((state) => state.revision);
  const [total, setTotal] = useState<TotalOf | null>(null);
  const answer = useLatest(shown ? JSON.stringify([seeds, revision]) : null, () =>
    client.call('graph.blastRadius', { seeds: [...seeds] }),
  );
  const radius = answer.data;
  const scene = useMemo(() => (radius === null ? null : radiusScene(radius)), [radius]);
  if (answer.error !== null) return <Problem error={answer.error} />;
  if (radius === null || scene === null) return <Skeleton />;
  if (radius.systems.length === 0) return <Empty title={G.nothingTitle} advice={G.nothingRadius} />;
  return (
    <>
      <RadiusNote radius={radius} />
      {form === 'table' ? (
        <Tables label={G.tables.things}>
          <RadiusTables radius={radius} onTotal={setTotal} />
        </Tables>
      ) : (
        <Explored
          scene={scene}
          label={G.picture.radius}
          legend="radius"
          describe={(id) => describeRadius(radius, id)}
        />
      )}
      {total !== null && <TotalDialog of={total} onClose={() => setTotal(null)} />}
    </>
  );
}

/** How much it is in all, in one sentence. */
function RadiusNote({ radius: { systems } }: { readonly radius: BlastRadius }) {
  const records = systems.reduce((sum, { all }) => sum + all.count, 0);
  return (
    <p className="graph-note" data-testid="graph-sum">
      {G.sum(counted(records, G.record), count(systems.length))}
    </p>
  );
}

function Tables({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long table is scrolled by the keyboard
    <section className="panel-scroll graph-tables" aria-label={label} tabIndex={0} data-testid="graph-tables">
      {children}
    </section>
  );
}

interface ExploredProps {
  readonly scene: Scene;
  readonly label: string;
  readonly legend: View;
  describe(id: string): Description | null;
}

/** A picture with what is said of its chosen part beside it. */
function Explored({ scene, label, legend, describe }: ExploredProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const openRows = useOpenRows();
  const description = chosen === null ? null : describe(chosen);
  return (
    <>
      <div className="graph-stage">
        <Picture
          scene={scene}
          label={label}
          chosen={description === null ? null : chosen}
          onChoose={setChosen}
          onOpen={() => {
            if (description?.proof) openRows(description.proof, description.name);
          }}
        />
        {description !== null && <Selection description={description} onClose={() => setChosen(null)} />}
      </div>
      <Legend of={legend} />
    </>
  );
}
