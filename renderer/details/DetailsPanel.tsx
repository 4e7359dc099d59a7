import { Button, Tab, Tabs } from '@blueprintjs/core';
import { GitBranchIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import type { EventDetail } from '../../shared/ipc/contract.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { ChainActs, WhyHere } from '../chain/InDetails.tsx';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { SourceMark } from '../components/SourceMark.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { usePanels } from '../workbench/panels.tsx';
import { DetailFields } from './DetailFields.tsx';
import { RawRecord } from './RawRecord.tsx';

/** Everything known of the selected event: what it means, what it was, and where it stands in the evidence. */
export function DetailsPanel() {
  const client = useClient();
  const row = useApp((state) => state.selectedRow);
  const revision = useApp((state) => state.revision);
  const answer = useLatest(row === null ? null : JSON.stringify([row, revision]), () =>
    client.call('events.get', { row: row ?? 0 }),
  );
  if (row === null) return <Empty title={S.details.emptyTitle} advice={S.details.emptyAdvice} />;
  if (answer.error !== null) return <Problem error={answer.error} />;
  if (answer.data === null) return <Skeleton rows={10} />;
  return <Details detail={answer.data} />;
}

function Details({ detail }: { readonly detail: EventDetail }) {
  const [tab, setTab] = useState('fields');
  const commands = useCommands();
  const panels = usePanels();
  return (
    <article className="details" data-testid="details">
      <header className="details-head">
        <SourceMark source={detail.event.source} />
        <p data-testid="details-message">
          <LogText text={detail.message} />
        </p>
        <Button
          size="small"
          icon={<GitBranchIcon />}
          text={S.details.chain}
          data-testid="details-chain"
          onClick={() => {
            panels.show('chain');
            void commands.computeChain([detail.event.id]);
          }}
        />
        <ChainActs detail={detail} />
      </header>
      <WhyHere row={detail.event.row} />
      <Tabs
        id="details"
        selectedTabId={tab}
        onChange={(next) => setTab(String(next))}
        animate={false}
        renderActiveTabPanelOnly
      >
        <Tab id="fields" title={S.details.fields} panel={<DetailFields detail={detail} />} />
        <Tab
          id="record"
          title={S.details.record}
          data-testid="details-record-tab"
          panel={<RawRecord detail={detail} form="laid-out" />}
        />
        <Tab
          id="exact"
          title={S.details.exact}
          data-testid="details-exact-tab"
          panel={<RawRecord detail={detail} form="exact" />}
        />
      </Tabs>
    </article>
  );
}
