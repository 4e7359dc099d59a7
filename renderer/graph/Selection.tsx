import { Button } from '@blueprintjs/core';
import { CrossIcon } from '@blueprintjs/icons';
import { LogText } from '../components/LogText.tsx';
import type { Description } from './describe.ts';
import { OpenRows } from './OpenRows.tsx';
import { G } from './strings.ts';

interface Props {
  readonly description: Description;
  onClose(): void;
}

/** Why the chosen part of a picture is there, with every number's records. */
export function Selection({ description, onClose }: Props) {
  const { kind, name, facts, note } = description;
  return (
    <section className="graph-selection" aria-label={G.selection.title} data-testid="graph-selection">
      <header>
        <div>
          <span className="quiet">
            <LogText text={kind} />
          </span>
          <h3>
            <LogText text={name} />
          </h3>
        </div>
        <Button
          size="small"
          variant="minimal"
          icon={<CrossIcon />}
          aria-label={G.selection.close}
          title={G.selection.close}
          onClick={onClose}
        />
      </header>
      <ul>
        {facts.map((fact) => (
          <li key={fact.id}>
            <span>
              {fact.heading !== '' && (
                <strong>
                  <LogText text={fact.heading} />{' '}
                </strong>
              )}
              <LogText text={fact.text} />
            </span>
            {fact.proof !== null && (
              <OpenRows proof={fact.proof} label={[name, fact.heading || fact.text].join(': ')} />
            )}
          </li>
        ))}
      </ul>
      {note !== '' && <p className="quiet">{note}</p>}
    </section>
  );
}
