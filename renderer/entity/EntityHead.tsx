import { Button } from '@blueprintjs/core';
import { ArrowLeftIcon, ArrowRightIcon, DisableIcon, FilterIcon, GitBranchIcon } from '@blueprintjs/icons';
import type { EntityPage } from '../../shared/ipc/entity-methods.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { LogText } from '../components/LogText.tsx';
import { AddressFacts, AgentFacts } from '../details/Known.tsx';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { useChainFrom } from './open-entity.ts';
import { E } from './strings.ts';

/** Back and forward through the pages that were opened, and the kind of the one that is. */
export function EntityPath() {
  const dispatch = useDispatch();
  const { here, past, future } = useApp((state) => state.entity);
  return (
    <div className="entity-path">
      <Button
        size="small"
        variant="minimal"
        icon={<ArrowLeftIcon />}
        aria-label={E.back}
        title={E.back}
        disabled={past.length === 0}
        data-testid="entity-back"
        onClick={() => dispatch({ type: 'entity.back' })}
      />
      <Button
        size="small"
        variant="minimal"
        icon={<ArrowRightIcon />}
        aria-label={E.forward}
        title={E.forward}
        disabled={future.length === 0}
        data-testid="entity-forward"
        onClick={() => dispatch({ type: 'entity.forward' })}
      />
      {here !== null && (
        <span className="entity-kind quiet" data-testid="entity-kind">
          <LogText text={E.kind(here.kind, here.value)} />
        </span>
      )}
    </div>
  );
}

/** What it is called, what is known of it beyond the logs, and what can be done from here. */
export function EntityHead({ page }: { readonly page: EntityPage }) {
  const dispatch = useDispatch();
  const chainFrom = useChainFrom();
  const term = { filter: page.filter, label: page.label };
  return (
    <header className="entity-head">
      <h2
        className={page.kind === 'identity' || page.kind === 'target' ? '' : 'mono'}
        data-testid="entity-label"
      >
        <LogText text={page.label} />
        <CopyButton text={page.label} label={E.copy} testId="entity-copy" />
      </h2>
      {page.identity !== null && (
        <p className="quiet">
          {S.identities.classes[page.identity.class]}: <LogText text={page.identity.classWhy} />
        </p>
      )}
      {page.address !== null && <AddressFacts info={page.address} />}
      {page.agent !== null && <AgentFacts agent={page.agent} />}
      <div className="entity-pivots">
        <Button
          size="small"
          icon={<FilterIcon />}
          text={E.filter}
          title={E.filterHint}
          data-testid="entity-filter"
          onClick={() => dispatch({ type: 'term.toggle', value: term, negate: false })}
        />
        <Button
          size="small"
          icon={<DisableIcon />}
          text={E.exclude}
          title={E.excludeHint}
          data-testid="entity-exclude"
          onClick={() => dispatch({ type: 'term.toggle', value: term, negate: true })}
        />
        <Button
          size="small"
          icon={<GitBranchIcon />}
          text={E.chain}
          title={E.chainHint}
          disabled={page.firstRow === null}
          data-testid="entity-chain"
          onClick={() => void chainFrom(page)}
        />
      </div>
    </header>
  );
}
