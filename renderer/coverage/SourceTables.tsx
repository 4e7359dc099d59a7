/** The same as the map, in words and numbers, for one source: what a picture says must stand in a table as well. */
import { Button } from '@blueprintjs/core';
import { TimeIcon } from '@blueprintjs/icons';
import { Fragment, type ReactNode, useState } from 'react';
import type { Coverage, SourceCoverage } from '../../shared/analysis/coverage.ts';
import { visibleText } from '../../shared/base/text.ts';
import { formatInZone, type Micros } from '../../shared/base/time.ts';
import { useClock } from '../clock/clock-context.tsx';
import { EntityLink } from '../components/EntityMenu.tsx';
import { fieldEntity } from '../components/entity.ts';
import { LogText } from '../components/LogText.tsx';
import { SourceMark } from '../components/SourceMark.tsx';
import { sourceLabel } from '../components/sources.ts';
import { duration, instant } from '../format/instant.ts';
import { count, counted } from '../format/number.ts';
import { useZone } from '../state/selectors.ts';
import { useDispatch } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { instantText, MICROS_PER_HOUR } from '../timeline/zone-time.ts';
import { isDated, silentBuckets } from './hours.ts';

interface Props {
  readonly coverage: Coverage;
  readonly source: SourceCoverage;
}

export function SourceTables({ coverage, source }: Props) {
  const zone = useZone();
  const clock = useClock();
  const name = sourceLabel(source.source);
  const silent = isDated(coverage) ? silentBuckets(coverage, source) : 0;
  const undated = source.undated === 0 ? null : count(source.undated);
  return (
    <section className="coverage-source" aria-label={name} data-testid="coverage-source">
      <header>
        <h3>
          <SourceMark source={source.source} />
        </h3>
        <p>
          {S.coverage.sum(counted(source.events, S.event), undated)}
          {source.first !== null &&
            source.last !== null &&
            `, ${S.coverage.span(instantText(source.first, zone, 'minute'), instantText(source.last, zone, 'minute'))}`}
          {coverage.bucketMicros === MICROS_PER_HOUR &&
            source.first !== null &&
            `, ${S.coverage.silentHours(silent === 0 ? S.coverage.noHour : counted(silent, S.coverage.hourWord))}`}
          .
        </p>
        <Button
          size="small"
          icon={<TimeIcon />}
          text={S.coverage.correct}
          data-testid="coverage-clock"
          onClick={() => clock.correct({ file: null, source: source.source, name })}
        />
        {source.caveat !== null && (
          <p className="coverage-caveat" data-testid="coverage-caveat">
            {source.caveat}
          </p>
        )}
      </header>
      <div className="coverage-tables">
        <div>
          <Silences source={source} />
          <Gaps source={source} />
        </div>
        <Never source={source} />
        <Seen source={source} />
      </div>
    </section>
  );
}

interface PartProps {
  readonly title: string;
  readonly total: number;
  readonly note: string;
  readonly testId: string;
  readonly children: ReactNode;
}

function Part({ title, total, note, testId, children }: PartProps) {
  return (
    <section className="coverage-part" data-testid={testId}>
      <h4>
        {title} <span className="tabular quiet">{count(total)}</span>
      </h4>
      {note !== '' && <p className="quiet">{note}</p>}
      {total > 0 && children}
    </section>
  );
}

/** The first rows of a long list, and all of them when asked for. */
function useFirst<T>(rows: readonly T[], few: number): readonly [readonly T[], ReactNode] {
  const [all, setAll] = useState(false);
  if (all || rows.length <= few) return [rows, null];
  const more = (
    <Button
      size="small"
      variant="minimal"
      text={S.coverage.showAll(count(rows.length))}
      onClick={() => setAll(true)}
    />
  );
  return [rows.slice(0, few), more];
}

function At({ time }: { readonly time: Micros }) {
  const zone = useZone();
  return (
    <span className="tabular nowrap" title={instantText(time, zone, 'minute')}>
      {formatInZone(time, zone, 'date')} {formatInZone(time, zone, 'minute')}
    </span>
  );
}

/** The name of an event type, which may break after its dots and nowhere else unless it must. */
function ActionName({ action }: { readonly action: string }) {
  const parts = visibleText(action).split('.');
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one name in their order
    <Fragment key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}

function Silences({ source }: { readonly source: SourceCoverage }) {
  const dispatch = useDispatch();
  const [rows, more] = useFirst(source.silences, 8);
  const total = source.silencesTotal;
  return (
    <Part title={S.coverage.silences} total={total} note={silencesNote(source)} testId="coverage-silences">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{S.coverage.from}</th>
            <th>{S.coverage.to}</th>
            <th className="number">{S.coverage.length}</th>
            <th className="number">{S.coverage.expected}</th>
            <th>{S.coverage.where}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, to, expected, place }) => (
            <tr key={from}>
              <td>
                <button
                  type="button"
                  className="entity-link"
                  title={S.coverage.showSpan}
                  onClick={() => dispatch({ type: 'brush', brush: { from, to } })}
                >
                  <At time={from} />
                </button>
              </td>
              <td>
                <End from={from} to={to} />
              </td>
              <td className="number">{duration(to - from)}</td>
              <td className="number nowrap">{S.coverage.about(count(Math.round(expected)))}</td>
              <td>{S.coverage.places[place]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
      {total > source.silences.length && (
        <p className="quiet">{S.coverage.more(count(source.silences.length), count(total))}</p>
      )}
    </Part>
  );
}

function silencesNote({ first, silencesTotal }: SourceCoverage): string {
  if (first === null) return S.coverage.untimed;
  return silencesTotal === 0 ? S.coverage.noSilences : S.coverage.silencesNote;
}

/** The end of a span: the clock alone where the day is that of its begin. */
function End({ from, to }: { readonly from: Micros; readonly to: Micros }) {
  const zone = useZone();
  if (formatInZone(from, zone, 'date') !== formatInZone(to, zone, 'date')) return <At time={to} />;
  return <span className="tabular">{formatInZone(to, zone, 'minute')}</span>;
}

function Gaps({ source }: { readonly source: SourceCoverage }) {
  const zone = useZone();
  const [rows, more] = useFirst(source.gaps, 8);
  const total = source.gapsTotal;
  return (
    <Part
      title={S.coverage.gaps}
      total={total}
      note={total === 0 ? S.coverage.noGaps : S.coverage.gapsNote}
      testId="coverage-gaps"
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th>{S.coverage.from}</th>
            <th className="number">{S.coverage.length}</th>
            <th>{S.coverage.kind}</th>
            <th>{S.coverage.system}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ from, to, kind, system }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two gaps may be equal, and the list never changes in place
            <tr key={index}>
              <td className="tabular nowrap">{instant(from, zone)}</td>
              <td className="number">{duration(to - from)}</td>
              <td className="mono">{kind}</td>
              <td className="nowrap">
                {system === null ? null : <EntityLink entity={fieldEntity('system', 'system', system)} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
      {total > source.gaps.length && (
        <p className="quiet">{S.coverage.more(count(source.gaps.length), count(total))}</p>
      )}
    </Part>
  );
}

function Never({ source }: { readonly source: SourceCoverage }) {
  const known = source.caveat !== null;
  const note = !known
    ? S.coverage.noCatalogue
    : source.never.length === 0
      ? S.coverage.noNever
      : S.coverage.neverNote;
  return (
    <Part title={S.coverage.never} total={source.never.length} note={note} testId="coverage-never">
      <table className="plain-table coverage-types">
        <thead>
          <tr>
            <th>{S.coverage.action}</th>
            <th>{S.coverage.what}</th>
          </tr>
        </thead>
        <tbody>
          {source.never.map(({ action, what, absentWhen }) => (
            <tr key={action}>
              <td>
                <span className="mono">
                  <ActionName action={action} />
                </span>
              </td>
              <td>
                {what}
                {absentWhen !== null && <span className="quiet coverage-because">{absentWhen}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Seen({ source }: { readonly source: SourceCoverage }) {
  const [rows, more] = useFirst(source.seen, 30);
  return (
    <Part title={S.coverage.seen} total={source.seenTotal} note="" testId="coverage-seen">
      <table className="plain-table coverage-types">
        <thead>
          <tr>
            <th>{S.coverage.action}</th>
            <th className="number">{S.coverage.events}</th>
            <th>{S.coverage.what}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ action, events, what }) => (
            <tr key={action}>
              <td>
                <EntityLink entity={fieldEntity('action', 'action', action)}>
                  <ActionName action={action} />
                </EntityLink>
              </td>
              <td className="number">{count(events)}</td>
              <td>{what === null ? null : <LogText text={what} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
      {source.seenTotal > source.seen.length && (
        <p className="quiet">{S.coverage.more(count(source.seen.length), count(source.seenTotal))}</p>
      )}
    </Part>
  );
}
