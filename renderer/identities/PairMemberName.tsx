import type { PairMember } from '../../shared/ipc/identity-methods.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { identityEntity } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { counted } from '../format/number.ts';
import { S } from '../strings.ts';
import { I } from './strings.ts';

/** One of a pair: its name, the alias that tells it from others, how much it did. */
export function PairMemberName({ member }: { readonly member: PairMember }) {
  // An account that is shown by its login or e-mail needs it not twice.
  const told =
    member.handle === null ? I.noHandle : member.handle.endsWith(`:${member.display}`) ? null : member.handle;
  return (
    <span className="pair-member">
      <EntityLink entity={identityEntity(member.id, member.display)} />
      <span className="identity-class">{S.identities.classes[member.class]}</span>
      {told !== null && (
        <span className="quiet">
          <LogText text={told} />
        </span>
      )}
      <span className="quiet tabular">{counted(member.events, S.event)}</span>
    </span>
  );
}
