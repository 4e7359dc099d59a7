import { Button, InputGroup } from '@blueprintjs/core';
import { ChevronDownIcon, ChevronRightIcon, SearchIcon } from '@blueprintjs/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { IdentityRow } from '../../shared/ipc/contract.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { identityEntity } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { instant } from '../format/instant.ts';
import { count, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { SplitDialog } from './SplitDialog.tsx';
import { I } from './strings.ts';

const LIMIT = 10_000;
const CLOSED_ROW_PX = 44;

/** Each identity with the names it goes by, and why these belong together. */
export function IdentityTab() {
  const client = useClient();
  const revision = useApp((state) => state.revision);
  const [search, setSearch] = useState('');
  const args = { limit: LIMIT, ...(search === '' ? {} : { search }) };
  const answer = useLatest(JSON.stringify([args, revision]), () => client.call('identities.list', args));
  const identities = answer.data?.identities ?? [];
  return (
    <>
      <div className="panel-bar">
        <InputGroup
          size="small"
          leftIcon={<SearchIcon />}
          placeholder={I.search}
          aria-label={I.search}
          value={search}
          onValueChange={setSearch}
          data-testid="identity-search"
        />
        <span className="quiet tabular">{answer.data === null ? '' : count(answer.data.total)}</span>
      </div>
      {answer.error !== null && <Problem error={answer.error} />}
      {answer.data === null && answer.loading && <Skeleton />}
      {answer.data !== null && identities.length === 0 && (
        <Empty title={I.emptyTitle} advice={I.emptyAdvice} />
      )}
      <IdentityList identities={identities} />
    </>
  );
}

function IdentityList({ identities }: { readonly identities: readonly IdentityRow[] }) {
  const scroll = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const virtual = useVirtualizer({
    count: identities.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => CLOSED_ROW_PX,
    getItemKey: (index) => identities[index]?.id ?? index,
    overscan: 8,
  });
  return (
    <div ref={scroll} className="panel-scroll">
      <ul className="identity-list" style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const identity = identities[item.index];
          if (identity === undefined) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              data-testid="identity-row"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Identity
                identity={identity}
                open={open === identity.id}
                onToggle={() => setOpen(open === identity.id ? null : identity.id)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface IdentityProps {
  readonly identity: IdentityRow;
  readonly open: boolean;
  onToggle(): void;
}

function Identity({ identity, open, onToggle }: IdentityProps) {
  const zone = useZone();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const [splitting, setSplitting] = useState(false);
  const names = identity.aliases.filter(({ kind }) => kind !== 'display');
  const Chevron = open ? ChevronDownIcon : ChevronRightIcon;
  return (
    <>
      <div className="identity-head">
        <button type="button" className="identity-toggle" aria-expanded={open} onClick={onToggle}>
          <Chevron size={12} title={open ? I.less : I.more} />
        </button>
        <EntityLink entity={identityEntity(identity.id, identity.display)} />
        <span className="identity-class" title={identity.classWhy}>
          {S.identities.classes[identity.class]}
        </span>
        <span className="tabular">{counted(identity.events, S.event)}</span>
      </div>
      <div className="identity-span quiet tabular">
        {identity.first === null || identity.last === null
          ? S.details.undated
          : `${instant(identity.first, zone)} – ${instant(identity.last, zone)}`}
      </div>
      {open && (
        <div className="identity-more">
          <p className="quiet">
            <LogText text={identity.classWhy} />
          </p>
          <ul>
            {identity.aliases.map((alias) => (
              <li key={`${alias.kind} ${alias.value} ${alias.source}`}>
                <span className="alias-kind">{alias.kind}</span>
                <span className="mono">
                  <LogText text={alias.value} />
                </span>
                <span className="quiet">
                  <LogText text={alias.why} /> ({I.records(alias.records)})
                </span>
              </li>
            ))}
          </ul>
          {names.length > 1 && (
            <Button
              size="small"
              variant="outlined"
              text={I.split}
              disabled={readOnly}
              onClick={() => setSplitting(true)}
              data-testid="identity-split"
            />
          )}
          {splitting && <SplitDialog names={names} onClose={() => setSplitting(false)} />}
        </div>
      )}
    </>
  );
}
