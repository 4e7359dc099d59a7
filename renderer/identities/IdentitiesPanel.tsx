import { Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { useApp } from '../state/store-context.tsx';
import { Decided } from './Decided.tsx';
import { IdentityTab } from './IdentityTab.tsx';
import { LookAlikes } from './LookAlikes.tsx';
import { Machines } from './Machines.tsx';
import { Suggestions } from './Suggestions.tsx';
import { I } from './strings.ts';

const PAIR_LIMIT = 500;

/** Who is in the case, who may be one, who only looks it, which of them are machines, and what was decided about them. */
export function IdentitiesPanel() {
  const client = useClient();
  const revision = useApp((state) => state.revision);
  const [tab, setTab] = useState<string | number>('who');
  const pairs = useLatest(String(revision), () => client.call('identity.pairs', { limit: PAIR_LIMIT }));
  const totals = pairs.data?.totals ?? null;
  return (
    <div className="identities">
      <Tabs
        id="identities"
        className="identities-tabs"
        selectedTabId={tab}
        onChange={setTab}
        renderActiveTabPanelOnly
        aria-label={I.tabs}
      >
        <Tab id="who" title={I.who} panel={<IdentityTab />} />
        <Tab
          id="pairs"
          title={I.pairs}
          tagContent={totals?.suggestions || undefined}
          panel={<Suggestions answer={pairs} />}
        />
        <Tab
          id="look-alikes"
          title={I.lookAlikes}
          tagContent={totals?.lookAlikes || undefined}
          panel={<LookAlikes answer={pairs} />}
        />
        <Tab id="machines" title={I.machines} panel={<Machines />} />
        <Tab id="decided" title={I.decided} panel={<Decided />} />
      </Tabs>
    </div>
  );
}
