import type { InventoryEntry, UsualList } from '../../shared/analysis/identity/inventory.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { EntityLink } from '../components/EntityMenu.tsx';
import { identityEntity } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { instant } from '../format/instant.ts';
import { count } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { I } from './strings.ts';

/** Services, roles and tokens with whose they are and what they usually do. */
export function Machines() {
  const client = useClient();
  const zone = useZone();
  const revision = useApp((state) => state.revision);
  const answer = useLatest(String(revision), () => client.call('identity.inventory', {}));
  const entries = answer.data?.entries ?? [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="panel-scroll" tabIndex={0} aria-label={I.machines}>
      {answer.error !== null && <Problem error={answer.error} />}
      {answer.data === null && answer.loading && <Skeleton />}
      {answer.data !== null && entries.length === 0 && (
        <Empty title={I.machinesEmpty} advice={I.machinesAdvice} />
      )}
      {entries.length > 0 && (
        <table className="machines">
          <thead>
            <tr>
              {Object.entries(I.columns).map(([key, words]) => (
                <th key={key} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Machine key={entry.id} entry={entry} zone={zone} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Machine({ entry, zone }: { readonly entry: InventoryEntry; readonly zone: string }) {
  const busiest = Math.max(1, ...entry.hours);
  return (
    <tr data-testid="machine">
      <th scope="row">
        <EntityLink entity={identityEntity(entry.id, entry.display)} />
        {entry.sessions > 1 && <span className="quiet"> {I.sessions(entry.sessions)}</span>}
      </th>
      <td title={entry.classWhy}>{S.identities.classes[entry.class]}</td>
      <td>
        {entry.owner === null ? (
          I.none
        ) : (
          <>
            <LogText text={entry.owner.name} />
            <span className="quiet machine-note">
              <LogText text={entry.owner.why} />
            </span>
          </>
        )}
      </td>
      <td className="tabular machine-number">{count(entry.events)}</td>
      <td className="tabular machine-span">
        {entry.first === null || entry.last === null ? (
          I.none
        ) : (
          <>
            {instant(entry.first, zone)}
            <br />
            {instant(entry.last, zone)}
          </>
        )}
      </td>
      {[entry.addresses, entry.agents, entry.actions, entry.credentials].map((list, i) => (
        <td key={String(i)}>
          <UsualValues list={list} />
        </td>
      ))}
      <td>
        <span className="hour-bars" role="img" aria-label={I.hours(entry.hours)}>
          {entry.hours.map((n, hour) => (
            <span
              key={String(hour)}
              style={{ blockSize: n === 0 ? 1 : `${Math.max(2, (n / busiest) * 20)}px` }}
            />
          ))}
        </span>
      </td>
    </tr>
  );
}

function UsualValues({ list: { values, distinct } }: { readonly list: UsualList }) {
  if (values.length === 0) return I.none;
  const shown = values.slice(0, 3);
  return (
    <ul className="usual">
      {shown.map(({ value, events }) => (
        <li key={value}>
          <span className="mono usual-value" title={value}>
            <LogText text={value} />
          </span>
          <span className="quiet tabular">{count(events)}</span>
        </li>
      ))}
      {distinct > shown.length && <li className="quiet">{I.furtherValues(distinct - shown.length)}</li>}
    </ul>
  );
}
