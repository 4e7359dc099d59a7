import type { ReactNode } from 'react';
import { assertNever } from '../../shared/base/assert.ts';
import type { Micros } from '../../shared/base/time.ts';
import type { Effect, StoredEvent, Target } from '../../shared/events/event.ts';
import type { AddressInfo } from '../../shared/events/origin.ts';
import { targetValue } from '../../shared/events/target.ts';
import type { EventDetail } from '../../shared/ipc/contract.ts';
import { skewText } from '../clock/skew.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import {
  actorEntity,
  addressEntity,
  fieldEntity,
  identityEntity,
  outcomeEntity,
  sourceEntity,
  targetEntity,
} from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { OutcomeMark } from '../components/OutcomeMark.tsx';
import { duration, instant } from '../format/instant.ts';
import { bytes, count } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { S } from '../strings.ts';
import { AddressFacts, AgentFacts } from './Known.tsx';

/** The normalised fields in the order of the questions; a field that the record does not have is not shown. */
export function DetailFields({ detail }: { readonly detail: EventDetail }) {
  const { event } = detail;
  return (
    <div className="detail-fields">
      <When event={event} />
      <Who detail={detail} />
      <FromWhere detail={detail} />
      <What event={event} />
      <On event={event} />
      <InEvidence detail={detail} />
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <div className="detail-field">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function When({ event }: { readonly event: StoredEvent }) {
  const zone = useZone();
  if (event.time === null) {
    return (
      <Group title={S.details.when}>
        <Field name={S.details.time}>{S.details.undated}</Field>
      </Group>
    );
  }
  const { time, timeEnd, correctedBy } = event;
  return (
    <Group title={S.details.when}>
      <Field name={S.details.time}>
        <span className="tabular">
          {instant(time.micros, zone)} {zone}
        </span>
      </Field>
      {timeEnd !== null && (
        <Field name={S.details.until}>
          <span className="tabular">
            {instant(timeEnd.micros, zone)} ({duration(timeEnd.micros - time.micros)})
          </span>
        </Field>
      )}
      {correctedBy !== undefined && (
        <>
          <Field name={S.details.asRead}>
            <span className="tabular">
              {instant((time.micros - correctedBy) as Micros, zone)} {zone}
            </span>
          </Field>
          <Field name={S.details.correction}>
            <span className="tabular">{S.details.correctedBy(skewText(correctedBy))}</span>
          </Field>
        </>
      )}
      <Field name={S.details.asWritten}>
        <span className="mono">
          <LogText text={time.text} />
        </span>{' '}
        <span className="quiet">
          {S.details.precision(time.precision)}, {S.details.zoneSaid[time.zone]}
          {time.doubt !== undefined && `, ${S.details.doubt[time.doubt]}`}
        </span>
      </Field>
    </Group>
  );
}

function Who({ detail }: { readonly detail: EventDetail }) {
  const { event, identityDisplay } = detail;
  const { actor } = event;
  if (actor === null) return null;
  return (
    <Group title={S.details.who}>
      {event.identity !== null && (
        <Field name={S.identity}>
          <EntityLink entity={identityEntity(event.identity, identityDisplay ?? actor.name)} />
        </Field>
      )}
      <Field name={S.details.actor}>
        <EntityLink entity={actorEntity(actor.name)} /> <span className="quiet">{actor.type}</span>
      </Field>
      <Field name={S.details.email}>{actor.email === null ? null : <LogText text={actor.email} />}</Field>
      <Field name={S.details.actorId}>
        {actor.id === null ? null : (
          <span className="mono">
            <LogText text={actor.id} />
          </span>
        )}
      </Field>
    </Group>
  );
}

interface AddressProps {
  readonly ip: string;
  readonly port: number | null;
  readonly known: readonly AddressInfo[];
}

function Address({ ip, port, known }: AddressProps) {
  const info = known.find((entry) => entry.ip === ip);
  return (
    <>
      <EntityLink entity={addressEntity(ip)} />
      {port === null ? null : <span className="quiet">{S.details.port(port)}</span>}
      {info === undefined ? null : <AddressFacts info={info} />}
    </>
  );
}

function FromWhere({ detail }: { readonly detail: EventDetail }) {
  const { event, addresses, agent } = detail;
  const { srcIp, dstIp, session, credential, userAgent, relatedIps } = event;
  if (!srcIp && !dstIp && !session && !credential && !userAgent && relatedIps.length === 0) return null;
  return (
    <Group title={S.details.fromWhere}>
      <Field name={S.details.from}>
        {srcIp === null ? null : <Address ip={srcIp} port={event.srcPort} known={addresses} />}
      </Field>
      <Field name={S.details.to}>
        {dstIp === null ? null : <Address ip={dstIp} port={event.dstPort} known={addresses} />}
      </Field>
      {relatedIps.map((related) => (
        <Field key={`${related.role} ${related.ip}`} name={S.details.relatedRole[related.role]}>
          <Address ip={related.ip} port={null} known={addresses} />
        </Field>
      ))}
      <Field name={S.details.session}>
        {session === null ? null : <EntityLink entity={fieldEntity('session', 'session', session)} />}
      </Field>
      <Field name={S.details.credential}>
        {credential === null ? null : (
          <EntityLink entity={fieldEntity('credential', 'credential', credential)} />
        )}
      </Field>
      <Field name={S.details.userAgent}>
        {userAgent === null ? null : (
          <>
            <EntityLink entity={fieldEntity('agent', 'agent', userAgent)} />
            {agent === null ? null : <AgentFacts agent={agent} />}
          </>
        )}
      </Field>
    </Group>
  );
}

function What({ event }: { readonly event: StoredEvent }) {
  return (
    <Group title={S.details.what}>
      <Field name={S.details.action}>
        <EntityLink entity={fieldEntity('action', 'action', event.action)} />
      </Field>
      <Field name={S.details.category}>
        <EntityLink entity={fieldEntity('other', 'category', event.category)} />
      </Field>
      <Field name={S.details.outcome}>
        <EntityLink entity={outcomeEntity(event.outcome)}>
          <OutcomeMark outcome={event.outcome} words />
        </EntityLink>
        {event.reason === null ? null : (
          <>
            {' '}
            <LogText text={event.reason} />
          </>
        )}
      </Field>
      <Field name={S.details.source}>
        <EntityLink entity={sourceEntity(event.source)} />
      </Field>
      <Field name={S.details.system}>
        {event.system === null ? null : <EntityLink entity={fieldEntity('system', 'system', event.system)} />}
      </Field>
      <Field name={S.details.bytes}>
        {event.bytes === null ? null : `${bytes(event.bytes)} (${count(event.bytes)})`}
      </Field>
    </Group>
  );
}

function TargetValue({ target }: { readonly target: Target }) {
  const text = target.name ?? target.id;
  return (
    <>
      {text === null ? null : <EntityLink entity={targetEntity(targetValue(target), text)} />}
      {target.name !== null && target.id !== null && target.id !== target.name ? (
        <span className="mono quiet detail-id">
          <LogText text={target.id} />
        </span>
      ) : null}
    </>
  );
}

function On({ event }: { readonly event: StoredEvent }) {
  if (event.targets.length === 0 && event.effects.length === 0) return null;
  return (
    <Group title={S.details.on}>
      {event.targets.map((target) => (
        <Field key={JSON.stringify(target)} name={target.type}>
          <TargetValue target={target} />
        </Field>
      ))}
      {event.effects.map((effect) => (
        <Field key={JSON.stringify(effect)} name={S.details.effect}>
          <LogText text={effectWords(effect)} />
        </Field>
      ))}
    </Group>
  );
}

function effectWords(effect: Effect): string {
  switch (effect.kind) {
    case 'created-account':
      return S.effects.created(effect.alias.value);
    case 'disabled-account':
      return S.effects.disabled(effect.alias.value);
    case 'granted':
      return S.effects.granted(effect.alias.value, effect.what);
    case 'issued-credential':
      return S.effects.issued(effect.credential, effect.alias?.value ?? null);
    case 'revoked-credential':
      return S.effects.revoked(effect.credential);
    case 'reset-credential':
      return S.effects.reset(effect.alias.value);
    case 'blocked-ip':
      return S.effects.blocked(effect.ip);
    case 'ran-code':
      return S.effects.ran(effect.where, effect.hosts);
    default:
      return assertNever(effect);
  }
}

function InEvidence({ detail }: { readonly detail: EventDetail }) {
  const { evidence, nativeId, id } = detail.event;
  return (
    <Group title={S.details.evidence}>
      <Field name={S.details.file}>
        <EntityLink entity={fieldEntity('other', 'file', evidence.file)} />
      </Field>
      <Field name={S.details.recordNumber}>
        <span className="tabular">{count(evidence.record)}</span>
      </Field>
      <Field name={S.details.place}>
        <span className="tabular">{S.details.offset(count(evidence.offset), count(evidence.length))}</span>
      </Field>
      <Field name={S.details.fileHash}>
        <span className="mono detail-hash">{evidence.sha256}</span>
      </Field>
      <Field name={S.details.nativeId}>
        {nativeId === null ? null : (
          <span className="mono">
            <LogText text={nativeId} />
          </span>
        )}
      </Field>
      <Field name={S.details.eventId}>
        <span className="mono">{id}</span>
      </Field>
      {detail.duplicates.map((copy) => (
        <Field key={`${copy.file} ${copy.record}`} name={S.details.alsoIn}>
          <LogText text={S.details.copyPlace(copy.file, count(copy.record))} />
        </Field>
      ))}
    </Group>
  );
}
