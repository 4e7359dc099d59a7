import { Switch } from '@blueprintjs/core';
import { useApp, useDispatch } from '../state/store-context.tsx';
import { C } from './strings.ts';

/** What bright and pale mean while a chain is shown, and the switch between the two. */
export function ChainLegend() {
  const bright = useApp((state) => state.chainBright);
  const dispatch = useDispatch();
  return (
    <div className="chain-legend" data-testid="chain-legend">
      <Switch
        className="chain-legend-switch"
        label={C.legend.bright}
        title={C.legend.hint}
        checked={bright}
        data-testid="chain-bright"
        onChange={(event) => dispatch({ type: 'chain.bright', bright: event.currentTarget.checked })}
      />
      {bright && (
        <>
          <span className="chain-legend-key">
            <i className="chain-legend-chain" /> {C.legend.chain}
          </span>
          <span className="chain-legend-key">
            <i className="chain-legend-rest" /> {C.legend.rest}
          </span>
        </>
      )}
    </div>
  );
}
