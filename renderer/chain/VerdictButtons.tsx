import { Button } from '@blueprintjs/core';
import { CrossIcon, TickIcon, UndoIcon } from '@blueprintjs/icons';
import type { Chain, LinkKind } from '../../shared/analysis/chain-types.ts';
import { visibleText } from '../../shared/base/text.ts';
import { useCommands } from '../state/commands-context.tsx';
import { useApp } from '../state/store-context.tsx';
import { useActs } from './acts-context.tsx';
import { verdictOn } from './refs.ts';
import { C } from './strings.ts';

interface Props {
  readonly chain: Chain;
  readonly to: string;
  /** For a way: where it comes from. */
  readonly from?: string;
  readonly link?: LinkKind;
  readonly label: string;
}

/** Accept and reject, or the verdict that holds with its undo. */
export function VerdictButtons({ chain, to, from, link, label }: Props) {
  const acts = useActs();
  const commands = useCommands();
  const readOnly = useApp((state) => state.case?.readOnly === true);
  const said = verdictOn(chain, to, from ?? null);
  if (said !== null) {
    return (
      <span className="verdict-said" data-testid="verdict-said">
        <em title={visibleText(said.reason)}>{C.verdict[said.verdict]}</em>
        <Button
          size="small"
          variant="minimal"
          icon={<UndoIcon size={12} />}
          text={C.undo}
          disabled={readOnly}
          data-testid="verdict-undo"
          onClick={() => void commands.undoDecisions([said.id])}
        />
      </span>
    );
  }
  const subject = { to, from: from ?? null, link: link ?? null, label };
  return (
    <span className="verdict-buttons">
      <Button
        size="small"
        variant="minimal"
        icon={<TickIcon size={12} />}
        aria-label={`${C.accept}: ${visibleText(label)}`}
        title={`${C.accept}: ${C.acceptHint}`}
        disabled={readOnly}
        data-testid="accept"
        onClick={() => acts.ask({ ...subject, verdict: 'accept' })}
      />
      <Button
        size="small"
        variant="minimal"
        icon={<CrossIcon size={12} />}
        aria-label={`${C.reject}: ${visibleText(label)}`}
        title={`${C.reject}: ${C.rejectHint}`}
        disabled={readOnly}
        data-testid="reject"
        onClick={() => acts.ask({ ...subject, verdict: 'reject' })}
      />
    </span>
  );
}
