import { Button, Tab, Tabs } from '@blueprintjs/core';
import { useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import type { ChainProgress, ComputedChain } from '../../shared/ipc/chain-methods.ts';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { count, counted } from '../format/number.ts';
import { useCommands } from '../state/commands-context.tsx';
import { shownChain } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { ChainDecisions } from './ChainDecisions.tsx';
import { ChainEntities } from './ChainEntities.tsx';
import { ChainMilestones } from './ChainMilestones.tsx';
import { ChainStory } from './ChainStory.tsx';
import { SeedBar } from './SeedBar.tsx';
import { C } from './strings.ts';

type TabId = keyof typeof C.tabs;
const TABS = Object.keys(C.tabs) as TabId[];

/** From one seed to the whole story: what the engine links, in order, each with its reason, and what the analyst says of it. */
export function ChainPanel() {
  const chain = useApp((state) => state.chain);
  const shown = useApp(shownChain);
  return (
    <div className="chain">
      <SeedBar />
      {chain.kind === 'none' && <Empty title={S.chain.emptyTitle} advice={S.chain.emptyAdvice} />}
      {chain.kind === 'computing' && <Computing progress={chain.progress} />}
      {chain.kind === 'computing' && chain.progress === null && shown === null && <Skeleton />}
      {chain.kind === 'failed' && <Problem error={chain} />}
      {shown !== null && <Answer chain={shown.chain} />}
    </div>
  );
}

/** What is under way, the first of what was found, and the end of it. */
function Computing({ progress }: { readonly progress: ChainProgress | null }) {
  const commands = useCommands();
  const shown = useApp(shownChain);
  return (
    <div className="chain-computing" role="status" data-testid="chain-computing">
      <span>
        {C.computing} {progress !== null && C.found(counted(progress.steps, 'record'))}
      </span>
      <Button
        size="small"
        variant="minimal"
        text={C.stop}
        data-testid="chain-stop"
        onClick={() => void commands.cancelChain()}
      />
      {shown === null && progress !== null && (
        <ol className="chain-first">
          {progress.first.map(({ row, message }) => (
            <li key={row}>
              <LogText text={message} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Answer({ chain }: { readonly chain: ComputedChain }) {
  const [tab, setTab] = useState<TabId>('story');
  const actor = chain.steps.filter(({ role }) => role === 'attacker').length;
  const rejected = chain.verdicts.filter(({ verdict }) => verdict === 'reject');
  const titles: Record<TabId, string> = {
    ...C.tabs,
    entities: `${C.tabs.entities} ${count(chain.entities.length)}`,
    decisions:
      chain.verdicts.length === 0 ? C.tabs.decisions : `${C.tabs.decisions} ${count(chain.verdicts.length)}`,
  };
  return (
    <>
      <p className="chain-sum" data-testid="chain-sum">
        {C.sum(counted(actor, 'record'), count(chain.steps.length - actor))}
        {rejected.length > 0 && (
          <button
            type="button"
            className="chain-rejected"
            data-testid="chain-rejected"
            onClick={() => setTab('decisions')}
          >
            {C.rejected(rejected.length, rejected.map(({ to }) => visibleText(to.label)).join('; '))}
          </button>
        )}
      </p>
      <Tabs
        id="chain-tabs"
        className="chain-tabs"
        selectedTabId={tab}
        animate={false}
        renderActiveTabPanelOnly
        onChange={(next) => setTab(next as TabId)}
      >
        {TABS.map((id) => (
          <Tab
            key={id}
            id={id}
            title={titles[id]}
            data-testid={`chain-tab-${id}`}
            panel={<Content tab={id} chain={chain} />}
          />
        ))}
      </Tabs>
    </>
  );
}

function Content({ tab, chain }: { readonly tab: TabId; readonly chain: ComputedChain }) {
  switch (tab) {
    case 'story':
      return chain.story.length === 0 ? (
        <p className="chain-sum">{C.onlyHere}</p>
      ) : (
        <ChainStory chain={chain} />
      );
    case 'milestones':
      return <ChainMilestones chain={chain} />;
    case 'entities':
      return <ChainEntities chain={chain} />;
    case 'decisions':
      return <ChainDecisions chain={chain} />;
    default:
      return tab satisfies never;
  }
}
