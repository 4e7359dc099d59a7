import type { ComputedChain } from '../../shared/ipc/chain-methods.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { LogText } from '../components/LogText.tsx';
import { S } from '../strings.ts';
import { asEntity, refOf } from './refs.ts';
import { VerdictButtons } from './VerdictButtons.tsx';

/** What the chain hangs on: the addresses, identities, credentials and sessions, each with why it belongs. */
export function ChainEntities({ chain }: { readonly chain: ComputedChain }) {
  return (
    <section className="chain-entities panel-scroll" data-testid="chain-entities">
      <ul>
        {chain.entities.map((entity) => (
          <li key={refOf(entity)} data-testid="chain-entity">
            <span className="alias-kind">{S.chain.kind[entity.kind]}</span>
            <EntityLink entity={asEntity(entity)} />
            <VerdictButtons chain={chain} to={refOf(entity)} label={entity.label} />
            <span className="quiet">
              <LogText text={entity.why} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
