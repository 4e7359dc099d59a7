import { Button, InputGroup } from '@blueprintjs/core';
import { CrossIcon, GitBranchIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { counted } from '../format/number.ts';
import { useCommands } from '../state/commands-context.tsx';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { ChainEntities } from './ChainEntities.tsx';
import { ChainStory } from './ChainStory.tsx';

/** From one seed to the whole story: what the engine links, in order, each with its reason. */
export function ChainPanel() {
  const chain = useApp((state) => state.chain);
  const dispatch = useDispatch();
  const commands = useCommands();
  const [seed, setSeed] = useState('');
  const typed = seed.trim();
  return (
    <div className="chain">
      <div className="panel-bar">
        <InputGroup
          size="small"
          placeholder={S.chain.seed}
          aria-label={S.chain.seedLabel}
          title={S.chain.seedHint}
          value={seed}
          spellCheck={false}
          data-testid="chain-seed"
          onValueChange={setSeed}
          onKeyDown={(event) => event.key === 'Enter' && typed !== '' && void commands.computeChain(typed)}
        />
        <Button
          size="small"
          intent="primary"
          icon={<GitBranchIcon />}
          text={S.chain.run}
          disabled={typed === '' || chain.kind === 'computing'}
          data-testid="chain-run"
          onClick={() => void commands.computeChain(typed)}
        />
        {chain.kind !== 'none' && (
          <Button
            size="small"
            variant="minimal"
            icon={<CrossIcon />}
            aria-label={S.chain.clear}
            title={S.chain.clear}
            data-testid="chain-clear"
            onClick={() => dispatch({ type: 'chain', chain: { kind: 'none' } })}
          />
        )}
      </div>
      {chain.kind === 'none' && <Empty title={S.chain.emptyTitle} advice={S.chain.emptyAdvice} />}
      {chain.kind === 'computing' && <Skeleton />}
      {chain.kind === 'failed' && <Problem error={chain} />}
      {chain.kind === 'ready' && (
        <div className="panel-scroll">
          <p className="chain-sum">
            {S.chain.sum(
              counted(chain.chain.steps.length, S.event),
              counted(chain.chain.entities.length, S.entity, S.entities),
            )}
          </p>
          <ChainStory chain={chain.chain} />
          <ChainEntities entities={chain.chain.entities} />
        </div>
      )}
    </div>
  );
}
