import type { ChainEntity } from '../../shared/analysis/chain-types.ts';
import { assertNever } from '../../shared/base/assert.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { addressEntity, type Entity, fieldEntity, identityEntity } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { S } from '../strings.ts';

function asEntity(entity: ChainEntity): Entity {
  switch (entity.kind) {
    case 'ip':
      return addressEntity(entity.value);
    case 'identity':
      return identityEntity(entity.value, entity.label);
    case 'credential':
      return fieldEntity('credential', 'credential', entity.value);
    case 'session':
      return fieldEntity('session', 'session', entity.value);
    case 'host':
      // A host is known by its address, or by the name of the product on it.
      return /^[\d.]+$|:/.test(entity.value)
        ? addressEntity(entity.value)
        : fieldEntity('system', 'system', entity.value);
    default:
      return assertNever(entity.kind);
  }
}

/** What the chain hangs on: the addresses, identities, credentials and sessions, each with why it belongs. */
export function ChainEntities({ entities }: { readonly entities: readonly ChainEntity[] }) {
  if (entities.length === 0) return null;
  return (
    <section className="chain-entities" data-testid="chain-entities">
      <h3>{S.chain.entities}</h3>
      <ul>
        {entities.map((entity) => (
          <li key={`${entity.kind} ${entity.value}`}>
            <span className="alias-kind">{S.chain.kind[entity.kind]}</span>
            <EntityLink entity={asEntity(entity)} />
            <span className="quiet">
              <LogText text={entity.why} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
