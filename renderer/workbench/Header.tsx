import { Button } from '@blueprintjs/core';
import { LogOutIcon } from '@blueprintjs/icons';
import { visibleText } from '../../shared/base/text.ts';
import type { CaseInfo } from '../../shared/ipc/contract.ts';
import { day, instant } from '../format/instant.ts';
import { counted } from '../format/number.ts';
import { ImportControl } from '../importing/ImportControl.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { ZoneSelect } from './ZoneSelect.tsx';

function Span({ info, zone }: { readonly info: CaseInfo; readonly zone: string }) {
  if (info.from === null || info.to === null) return null;
  const whole = `${instant(info.from, zone)} – ${instant(info.to, zone)} ${zone}`;
  return (
    <span className="header-fact" title={whole}>
      {day(info.from, zone)} – {day(info.to, zone)}
    </span>
  );
}

export function Header({ info }: { readonly info: CaseInfo }) {
  const zone = useZone();
  const commands = useCommands();
  const importing = useApp((state) => state.importing.kind === 'running');
  return (
    <header className="header">
      <h1 title={visibleText(info.path)}>{visibleText(info.name)}</h1>
      <Span info={info} zone={zone} />
      <span className="header-fact" data-testid="case-events">
        {counted(info.events, S.event)}
      </span>
      <span className="header-fact">{counted(info.identities, S.identity, S.identities.many)}</span>
      {info.readOnly && <span className="header-flag">{S.header.readOnly}</span>}
      <span className="spacer" />
      <ImportControl />
      <ZoneSelect />
      <ThemeSwitch />
      <Button
        size="small"
        variant="minimal"
        icon={<LogOutIcon />}
        disabled={importing}
        aria-label={S.header.close}
        title={S.header.close}
        data-testid="case-close"
        onClick={() => void commands.closeCase()}
      />
    </header>
  );
}
