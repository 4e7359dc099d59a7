import { Button } from '@blueprintjs/core';
import { UndoIcon } from '@blueprintjs/icons';
import type { StoryLine } from '../../shared/analysis/chain-types.ts';
import { TACTICS } from '../../shared/analysis/correlate/phases.ts';
import { visibleText } from '../../shared/base/text.ts';
import { useCommands } from '../state/commands-context.tsx';
import { useApp } from '../state/store-context.tsx';
import { phaseEvents } from './refs.ts';
import { C } from './strings.ts';

/** The phase of a line: suggested with its reason, another one by choice, and back. */
export function PhaseSelect({ line }: { readonly line: StoryLine }) {
  const commands = useCommands();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const { phase, phaseWhy, phaseEdit } = line;
  const own = !(TACTICS as readonly string[]).includes(phase);
  return (
    <span className="phase">
      <select
        className="phase-select"
        value={phase}
        disabled={readOnly}
        title={visibleText(phaseWhy)}
        aria-label={C.phaseTitle(visibleText(phase))}
        data-testid="phase"
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          void commands.decide({ kind: 'phase', events: [...phaseEvents(line)], phase: chosen }, '');
        }}
      >
        {own && <option value={phase}>{visibleText(phase)}</option>}
        {TACTICS.map((tactic) => (
          <option key={tactic} value={tactic}>
            {tactic}
          </option>
        ))}
      </select>
      {phaseEdit !== null && (
        <span className="phase-edit" title={visibleText(phaseWhy)} data-testid="phase-edited">
          {C.phaseEdited} · <bdi>{visibleText(phaseEdit.by)}</bdi>
          <Button
            size="small"
            variant="minimal"
            icon={<UndoIcon size={12} />}
            aria-label={C.phaseUndo}
            title={C.phaseUndo}
            disabled={readOnly}
            data-testid="phase-undo"
            onClick={() => void commands.undoDecisions(phaseEdit.decisions)}
          />
        </span>
      )}
    </span>
  );
}
