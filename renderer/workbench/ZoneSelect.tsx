import { Button, InputGroup, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core';
import { TimeIcon } from '@blueprintjs/icons';
import { useMemo, useState } from 'react';
import { remember } from '../state/preferences.ts';
import { useZone } from '../state/selectors.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';

const SHOWN = 60;

/** The zone that every clock in the window is read in: always in sight, UTC first, then this machine's, then any. */
export function ZoneSelect() {
  const chosen = useApp((state) => state.zone);
  const zone = useZone();
  const [open, setOpen] = useState(false);
  return (
    <PopoverNext
      arrow={false}
      animation="minimal"
      placement="bottom-end"
      isOpen={open}
      onInteraction={setOpen}
      content={<ZoneMenu onDone={() => setOpen(false)} />}
    >
      <Button
        size="small"
        variant="minimal"
        icon={<TimeIcon />}
        text={chosen === 'local' ? S.zone.localNamed(zone) : zone}
        title={S.zone.title}
        data-testid="zone-select"
      />
    </PopoverNext>
  );
}

function ZoneMenu({ onDone }: { readonly onDone: () => void }) {
  const chosen = useApp((state) => state.zone);
  const local = useApp((state) => state.host?.zone ?? 'UTC');
  const dispatch = useDispatch();
  const [search, setSearch] = useState('');
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), []);
  const wanted = search.trim().toLowerCase().replaceAll(' ', '_');
  const found = zones.filter((zone) => zone.toLowerCase().includes(wanted)).slice(0, SHOWN);

  function choose(zone: string): void {
    remember('zone', zone);
    dispatch({ type: 'zone', zone });
    onDone();
  }
  const item = (zone: string, text: string) => (
    <MenuItem
      key={zone}
      roleStructure="listoption"
      selected={chosen === zone}
      text={text}
      data-testid={`zone-${zone}`}
      onClick={() => choose(zone)}
    />
  );
  return (
    <div className="zone-menu">
      <InputGroup
        autoFocus
        size="small"
        placeholder={S.zone.search}
        aria-label={S.zone.search}
        value={search}
        onValueChange={setSearch}
        onKeyDown={(event) => event.key === 'Enter' && found[0] !== undefined && choose(found[0])}
      />
      <Menu size="small" role="listbox" className="zone-list">
        {item('UTC', 'UTC')}
        {item('local', S.zone.localNamed(local))}
        <MenuDivider />
        {found.map((zone) => item(zone, zone.replaceAll('_', ' ')))}
        {found.length === 0 && <li className="quiet menu-note">{S.zone.none}</li>}
      </Menu>
    </div>
  );
}
