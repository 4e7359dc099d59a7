import { Button } from '@blueprintjs/core';
import { AddIcon, FolderOpenIcon, LearningIcon } from '@blueprintjs/icons';
import { visibleText } from '../../shared/base/text.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { Notices } from '../components/Notices.tsx';
import { ImportProgressBar } from '../importing/ImportProgressBar.tsx';
import { useCommands } from '../state/commands-context.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { ThemeSwitch } from '../workbench/ThemeSwitch.tsx';
import { usePicker } from './picker.tsx';

/** What a new user sees first: three ways in, the cases of last time, and the sample. */
export function StartScreen() {
  const client = useClient();
  const commands = useCommands();
  const picker = usePicker();
  const host = useApp((state) => state.host);
  const busy = useApp((state) => state.importing.kind === 'running');
  const recent = useLatest('recent', () => client.call('host.recent', {}));
  const cases = recent.data?.recent ?? [];

  return (
    <main className="start">
      <Notices />
      <section className="start-card">
        <header>
          <h1>{S.product}</h1>
          <p>{S.start.sentence}</p>
        </header>
        <div className="start-actions">
          <Button
            size="large"
            intent="primary"
            icon={<AddIcon />}
            text={S.start.newCase}
            disabled={busy}
            data-testid="start-new"
            onClick={() => void picker.pick('new-case')}
          />
          <Button
            size="large"
            icon={<FolderOpenIcon />}
            text={S.start.openCase}
            disabled={busy}
            data-testid="start-open"
            onClick={() => void picker.pick('open-case')}
          />
          <Button
            size="large"
            icon={<LearningIcon />}
            text={S.start.sample}
            disabled={busy}
            data-testid="start-sample"
            onClick={() => void commands.openSample()}
          />
        </div>
        {busy ? (
          <div className="start-progress">
            <p>{S.start.sampleBuilding}</p>
            <ImportProgressBar />
          </div>
        ) : (
          <p className="start-hint">{S.start.sampleHint}</p>
        )}
        <section className="start-recent" aria-label={S.start.recent}>
          <h2>{S.start.recent}</h2>
          {cases.length === 0 && <p className="quiet">{S.start.noRecent}</p>}
          <ul>
            {cases.map((entry) => (
              <li key={entry.token}>
                <button
                  type="button"
                  disabled={!entry.exists || busy}
                  data-testid="start-recent"
                  onClick={() => void commands.openCase(entry.token)}
                >
                  <strong>{visibleText(entry.name)}</strong>
                  <span className="quiet">{visibleText(entry.path)}</span>
                  {!entry.exists && <em>{S.start.missing}</em>}
                </button>
              </li>
            ))}
          </ul>
        </section>
        <footer>
          <span className="quiet">{host === null ? '' : S.start.version(host.version)}</span>
          <ThemeSwitch />
        </footer>
      </section>
    </main>
  );
}
