import { useMemo, useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { EntityPage, EntityRef } from '../../shared/ipc/entity-methods.ts';
import { formatRows } from '../../shared/query/row-set.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { useShown } from '../workbench/panels.tsx';
import { Activity } from './Activity.tsx';
import { ChainPart } from './ChainPart.tsx';
import { EntityHead, EntityPath } from './EntityHead.tsx';
import { Hours } from './Hours.tsx';
import { Aliases, Facts, Mentions, Names, Same } from './Mentions.tsx';
import { Scrollable } from './Scrollable.tsx';
import { Summary } from './Summary.tsx';
import { E } from './strings.ts';
import { ValueLists } from './ValueLists.tsx';

/** Values per list at first, and when one list was opened. */
const FEW = 6;
const MANY = 200;

/** Everything that the case says of one entity; each of its numbers opens the events that it counts. */
export function EntityPanel() {
  const here = useApp((state) => state.entity.here);
  if (here === null) return <Empty title={E.emptyTitle} advice={E.emptyAdvice} />;
  // Another entity starts anew: closed lists, the scroll at the top.
  return <OpenEntity key={`${here.kind} ${here.value}`} entity={here} />;
}

function OpenEntity({ entity }: { readonly entity: EntityRef }) {
  const [limit, setLimit] = useState(FEW);
  const answer = useEntityPage(entity, limit);
  return (
    <article className="entity" data-testid="entity">
      <EntityPath />
      {answer.error !== null && <Problem error={answer.error} />}
      {answer.data === null && answer.error === null && <Skeleton rows={10} />}
      {answer.data !== null && <Page page={answer.data} onMore={() => setLimit(MANY)} />}
    </article>
  );
}

function Page({ page, onMore }: { readonly page: EntityPage; onMore(): void }) {
  return (
    <Scrollable className="entity-scroll panel-scroll" label={E.region(visibleText(page.label))}>
      <EntityHead page={page} />
      <Summary page={page} />
      <ChainPart page={page} />
      <Activity page={page} />
      <Hours hours={page.hours} />
      <Same page={page} />
      <Names page={page} />
      <Mentions page={page} />
      <Facts page={page} />
      <ValueLists page={page} few={FEW} onMore={onMore} />
      <Aliases page={page} />
    </Scrollable>
  );
}

/** The page under the window's zone, with what the shown chain has of it. */
function useEntityPage(entity: EntityRef, limit: number) {
  const client = useClient();
  const shown = useShown();
  const zone = useZone();
  const revision = useApp((state) => state.revision);
  const chain = useApp((state) => (state.chain.kind === 'ready' ? state.chain : null));
  const steps = useMemo(() => (chain === null ? {} : { steps: formatRows(chain.rows) }), [chain]);
  const ask = { ...entity, zone, limit, ...steps };
  return useLatest(shown ? JSON.stringify([ask, revision]) : null, () => client.call('entity.get', ask));
}
