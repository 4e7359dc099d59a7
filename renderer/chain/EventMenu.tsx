/** What can be done with an event and the chain: the table's context menu. */
import { Menu, MenuItem, PopoverNext } from '@blueprintjs/core';
import { AddIcon, DisableIcon, GitBranchIcon, PlusIcon, TickIcon } from '@blueprintjs/icons';
import { visibleText } from '../../shared/base/text.ts';
import { useCommands } from '../state/commands-context.tsx';
import { shownChain } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { usePanels } from '../workbench/panels.tsx';
import { type EventSubject, useActs } from './acts-context.tsx';
import { C } from './strings.ts';

interface Props {
  readonly event: EventSubject;
  readonly place: { readonly x: number; readonly y: number };
  onClose(): void;
}

export function EventMenu({ event, place, onClose }: Props) {
  return (
    <div className="menu-anchor" style={{ left: place.x, top: place.y }}>
      <PopoverNext
        key={`${place.x},${place.y}`}
        animation="minimal"
        arrow={false}
        content={<Items event={event} />}
        isOpen
        onInteraction={(next) => !next && onClose()}
        onClose={onClose}
        placement="bottom-start"
        transitionDuration={0}
      >
        <span />
      </PopoverNext>
    </div>
  );
}

function Items({ event }: Pick<Props, 'event'>) {
  const commands = useCommands();
  const panels = usePanels();
  const acts = useActs();
  const shown = useApp(shownChain);
  const isIn = shown?.rows.has(event.row) === true;
  const about = { to: event.id, from: null, link: null, label: event.label } as const;
  const start = (work: Promise<void>) => {
    panels.show('chain');
    void work;
  };
  return (
    <Menu size="small" className="entity-menu" data-testid="event-menu">
      <li className="entity-menu-title">
        <bdi>{visibleText(event.label)}</bdi>
      </li>
      <MenuItem
        icon={<GitBranchIcon />}
        text={S.pivot.chain}
        data-testid="event-chain"
        onClick={() => start(commands.computeChain([event.id]))}
      />
      {shown !== null && (
        <MenuItem
          icon={<PlusIcon />}
          text={C.addSeed}
          data-testid="event-seed"
          onClick={() => start(commands.addSeed(event.id))}
        />
      )}
      {shown !== null && !isIn && (
        <MenuItem
          icon={<AddIcon />}
          text={C.add}
          data-testid="event-add"
          onClick={() => acts.ask({ ...about, verdict: 'add' })}
        />
      )}
      {isIn && (
        <>
          <MenuItem
            icon={<TickIcon />}
            text={`${C.accept}…`}
            title={C.acceptHint}
            data-testid="event-accept"
            onClick={() => acts.ask({ ...about, verdict: 'accept' })}
          />
          <MenuItem
            icon={<DisableIcon />}
            text={`${C.reject}…`}
            title={C.rejectHint}
            data-testid="event-reject"
            onClick={() => acts.ask({ ...about, verdict: 'reject' })}
          />
        </>
      )}
    </Menu>
  );
}
