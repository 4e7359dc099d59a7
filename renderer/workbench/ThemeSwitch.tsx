import { SegmentedControl } from '@blueprintjs/core';
import { DesktopIcon, FlashIcon, MoonIcon } from '@blueprintjs/icons';
import type { Theme } from '../state/app-state.ts';
import { remember } from '../state/preferences.ts';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';

const CHOICES: readonly { readonly theme: Theme; readonly icon: React.JSX.Element }[] = [
  { theme: 'light', icon: <FlashIcon title={S.theme.light} /> },
  { theme: 'dark', icon: <MoonIcon title={S.theme.dark} /> },
  { theme: 'system', icon: <DesktopIcon title={S.theme.system} /> },
];

export function ThemeSwitch() {
  const theme = useApp((state) => state.theme);
  const dispatch = useDispatch();
  return (
    <div className="theme-switch" data-testid="theme-switch" title={S.theme.title}>
      <SegmentedControl
        size="small"
        value={theme}
        options={CHOICES.map((choice) => ({ value: choice.theme, icon: choice.icon }))}
        onValueChange={(value) => {
          remember('theme', value);
          dispatch({ type: 'theme', theme: value as Theme });
        }}
      />
    </div>
  );
}
