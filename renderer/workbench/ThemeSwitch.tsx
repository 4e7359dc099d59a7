import { Button, ButtonGroup } from '@blueprintjs/core';
import { DesktopIcon, FlashIcon, MoonIcon } from '@blueprintjs/icons';
import type { Theme } from '../state/app-state.ts';
import { remember } from '../state/preferences.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';

const CHOICES: readonly { readonly theme: Theme; readonly icon: React.JSX.Element }[] = [
  { theme: 'light', icon: <FlashIcon /> },
  { theme: 'dark', icon: <MoonIcon /> },
  { theme: 'system', icon: <DesktopIcon /> },
];

export function ThemeSwitch() {
  const theme = useApp((state) => state.theme);
  const dispatch = useDispatch();
  return (
    <ButtonGroup className="theme-switch" role="group" aria-label={S.theme.title} data-testid="theme-switch">
      {CHOICES.map((choice) => (
        <Button
          key={choice.theme}
          size="small"
          variant="minimal"
          icon={choice.icon}
          aria-pressed={theme === choice.theme}
          aria-label={S.theme[choice.theme]}
          title={`${S.theme.title}: ${S.theme[choice.theme]}`}
          data-testid={`theme-${choice.theme}`}
          onClick={() => {
            remember('theme', choice.theme);
            dispatch({ type: 'theme', theme: choice.theme });
          }}
        />
      ))}
    </ButtonGroup>
  );
}
