/**
 * A click on an entity opens its page; the small menu behind it (right click, or the menu key) filters to it, excludes it,
 * follows it, copies it. What has no page opens the menu at once. One for the whole window.
 */
import { Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core';
import {
  AddIcon,
  ClipboardIcon,
  DisableIcon,
  DocumentOpenIcon,
  FilterIcon,
  GitBranchIcon,
  PersonIcon,
  PlusIcon,
} from '@blueprintjs/icons';
import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
import { visibleText } from '../../shared/base/text.ts';
import { addressFacts } from '../../shared/report/address-words.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { useActs } from '../chain/acts-context.tsx';
import { C } from '../chain/strings.ts';
import { seedOf, useChainFrom, useOpenEntity } from '../entity/open-entity.ts';
import { useCommands } from '../state/commands-context.tsx';
import { shownChain } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { usePanels } from '../workbench/panels.tsx';
import { useCopy } from './copy.ts';
import type { Entity } from './entity.ts';
import { LogText } from './LogText.tsx';

interface Place {
  readonly x: number;
  readonly y: number;
}
type Open = (entity: Entity, place: Place) => void;

const EntityMenuContext = createContext<Open>(() => undefined);

/** Opens the menu of an entity at a point of the window (client pixels). */
export function useEntityMenu(): Open {
  return useContext(EntityMenuContext);
}

export function EntityMenuHost({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<{ entity: Entity; place: Place } | null>(null);
  const open = useCallback<Open>((entity, place) => setShown({ entity, place }), []);
  const close = useCallback(() => setShown(null), []);
  const anchor = useMemo(
    () => (shown === null ? null : { left: shown.place.x, top: shown.place.y }),
    [shown],
  );

  return (
    <EntityMenuContext value={open}>
      {children}
      {shown !== null && anchor !== null && (
        <div className="menu-anchor" style={anchor}>
          <PopoverNext
            key={`${anchor.left},${anchor.top}`}
            animation="minimal"
            arrow={false}
            content={<EntityActions entity={shown.entity} />}
            isOpen
            onInteraction={(next) => !next && close()}
            onClose={close}
            placement="bottom-start"
            transitionDuration={0}
          >
            <span />
          </PopoverNext>
        </div>
      )}
    </EntityMenuContext>
  );
}

function EntityActions({ entity }: { readonly entity: Entity }) {
  const dispatch = useDispatch();
  const commands = useCommands();
  const panels = usePanels();
  const copy = useCopy();
  const acts = useActs();
  const shown = useApp(shownChain);
  const openPage = useOpenEntity();
  const chainFrom = useChainFrom();
  const { seed, ref } = entity;
  const start = ref === null ? seed : seedOf(ref);
  return (
    <Menu size="small" className="entity-menu" data-testid="entity-menu">
      <li className="entity-menu-title">
        <bdi>{visibleText(entity.value.label)}</bdi>
      </li>
      {entity.kind === 'address' && <AddressNote ip={entity.text} />}
      <MenuDivider />
      {ref !== null && (
        <MenuItem
          icon={<DocumentOpenIcon />}
          text={S.pivot.page}
          data-testid="pivot-page"
          onClick={() => openPage(ref)}
        />
      )}
      <MenuItem
        icon={<FilterIcon />}
        text={S.pivot.filterTo}
        data-testid="pivot-filter"
        onClick={() => dispatch({ type: 'term.toggle', value: entity.value, negate: false })}
      />
      <MenuItem
        icon={<DisableIcon />}
        text={S.pivot.exclude}
        data-testid="pivot-exclude"
        onClick={() => dispatch({ type: 'term.toggle', value: entity.value, negate: true })}
      />
      <MenuItem
        icon={<PersonIcon />}
        text={S.pivot.only[entity.kind]}
        data-testid="pivot-only"
        onClick={() => dispatch({ type: 'term.only', value: entity.value })}
      />
      {(ref !== null || seed !== null) && (
        <MenuItem
          icon={<GitBranchIcon />}
          text={S.pivot.chain}
          data-testid="pivot-chain"
          onClick={() => {
            if (ref !== null) return void chainFrom(ref);
            panels.show('chain');
            if (seed !== null) void commands.computeChain([seed]);
          }}
        />
      )}
      {start !== null && shown !== null && (
        <>
          <MenuItem
            icon={<PlusIcon />}
            text={C.addSeed}
            data-testid="pivot-seed"
            onClick={() => {
              panels.show('chain');
              void commands.addSeed(start);
            }}
          />
          <MenuItem
            icon={<AddIcon />}
            text={C.add}
            data-testid="pivot-add"
            onClick={() =>
              acts.ask({ verdict: 'add', to: start, from: null, link: null, label: entity.value.label })
            }
          />
        </>
      )}
      <MenuDivider />
      <MenuItem
        icon={<ClipboardIcon />}
        text={S.pivot.copy}
        data-testid="pivot-copy"
        onClick={() => copy(entity.text)}
      />
    </Menu>
  );
}

/** What the databases of this machine know of an address, wherever it is clicked. */
function AddressNote({ ip }: { readonly ip: string }) {
  const client = useClient();
  const { data } = useLatest(ip, () => client.call('address.describe', { ip }));
  return data === null ? null : (
    <li className="entity-menu-note quiet" data-testid="entity-note">
      <LogText text={addressFacts(data)} />
    </li>
  );
}

/** What a button of an entity does with clicks: the page where it has one, else the menu; the other button always the menu. */
export function useEntityButton(entity: Entity): {
  onClick(event: MouseEvent): void;
  onContextMenu(event: MouseEvent): void;
} {
  const menu = useEntityMenu();
  const page = useOpenEntity();
  const openMenu = (event: MouseEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    menu(entity, { x: box.left, y: box.bottom });
  };
  return {
    onClick: (event) => (entity.ref === null ? openMenu(event) : page(entity.ref)),
    onContextMenu: (event) => {
      event.preventDefault();
      openMenu(event);
    },
  };
}

/** An entity value as a quiet button. */
export function EntityLink({ entity, children }: { readonly entity: Entity; readonly children?: ReactNode }) {
  const clicks = useEntityButton(entity);
  return (
    <button
      type="button"
      className={`entity-link entity-link-${entity.kind}`}
      title={`${visibleText(entity.text)}\n${entity.ref === null ? S.pivot.hintMenu : S.pivot.hintPage}`}
      {...clicks}
    >
      {children ?? <bdi>{visibleText(entity.value.label)}</bdi>}
    </button>
  );
}
