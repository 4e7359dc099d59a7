import { Button, InputGroup } from '@blueprintjs/core';
import { CrossIcon, GitBranchIcon, LocateIcon, PlusIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import { visibleText } from '../../shared/base/text.ts';
import { useClient } from '../api/client-context.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { shownChain } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { C } from './strings.ts';

/** What the chain starts from: typed, or the selected event; each seed can go again. */
export function SeedBar() {
  const chain = useApp((state) => state.chain);
  const selectedRow = useApp((state) => state.selectedRow);
  const client = useClient();
  const commands = useCommands();
  const dispatch = useDispatch();
  const [text, setText] = useState('');
  const typed = text.trim();
  const hasChain = chain.kind !== 'none';

  function add(): void {
    if (typed === '') return;
    setText('');
    void commands.addSeed(typed);
  }

  async function addSelected(): Promise<void> {
    if (selectedRow === null) return;
    const { rows } = await client.call('events.rows', { rows: [selectedRow] });
    const id = rows[0]?.id;
    if (id !== undefined) await commands.addSeed(id);
  }

  return (
    <>
      <div className="panel-bar">
        <InputGroup
          size="small"
          placeholder={S.chain.seed}
          aria-label={S.chain.seedLabel}
          title={S.chain.seedHint}
          value={text}
          spellCheck={false}
          data-testid="chain-seed"
          onValueChange={setText}
          onKeyDown={(event) => event.key === 'Enter' && add()}
        />
        <Button
          size="small"
          intent={hasChain ? 'none' : 'primary'}
          icon={hasChain ? <PlusIcon /> : <GitBranchIcon />}
          text={hasChain ? C.addSeed : S.chain.run}
          disabled={typed === ''}
          data-testid="chain-run"
          onClick={add}
        />
        <Button
          size="small"
          variant="minimal"
          icon={<LocateIcon />}
          aria-label={C.fromSelectedHint}
          title={C.fromSelectedHint}
          disabled={selectedRow === null}
          data-testid="chain-from-selected"
          onClick={() => void addSelected()}
        />
        {hasChain && (
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
      {hasChain && <Seeds seeds={chain.seeds} />}
    </>
  );
}

function Seeds({ seeds }: { readonly seeds: readonly string[] }) {
  const commands = useCommands();
  const shown = useApp(shownChain);
  const names = new Map(shown?.chain.seedNames.map(({ ref, label }) => [ref, label]));
  return (
    <div className="chain-seeds" data-testid="chain-seeds">
      <span className="quiet">{C.seeds}</span>
      {seeds.map((seed) => {
        const label = visibleText(names.get(seed) ?? seed);
        return (
          <span key={seed} className="chain-seed" data-testid="chain-seed-tag">
            <bdi title={`${label}\n${visibleText(seed)}`}>{label}</bdi>
            <button
              type="button"
              aria-label={C.removeSeed(label)}
              title={C.removeSeed(label)}
              data-testid="chain-seed-remove"
              onClick={() => void commands.removeSeed(seed)}
            >
              <CrossIcon size={12} />
            </button>
          </span>
        );
      })}
    </div>
  );
}
