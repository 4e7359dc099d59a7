/** The answer key: which records show which step. Only tests may open it. */
import { STEPS, type StepId } from '../attack/steps.ts';
import { isoSeconds } from '../clock.ts';
import { ORACLE, T } from '../facts.ts';
import type { Label, LogRecord } from '../record.ts';
import type { LogFile } from './layout.ts';

interface Place {
  readonly file: string;
  readonly record: number;
  readonly nativeId: string | null;
}

interface Labelled extends Place {
  readonly time: number;
  readonly source: LogRecord['source'];
  readonly label: Label;
}

function labelled(files: readonly LogFile[]): Labelled[] {
  const all = files.flatMap((file) =>
    file.records.flatMap(({ label, nativeId, source, time }, index) =>
      label === null ? [] : [{ file: file.path, record: index + 1, nativeId, source, time, label }],
    ),
  );
  return all.sort((a, b) => a.time - b.time);
}

/** A step that more records than this show (network flows) names the first and the last of them; `labels` has all. */
const BULK = 300;

/** Seconds between two published moments. */
const seconds = (from: number, to: number): number => (to - from) / 1000;

/** One line per label and step: readable in a diff, small on disk. */
function print(value: Record<string, unknown>): string {
  const parts = Object.entries(value).map(([key, part]) => {
    const body = Array.isArray(part)
      ? `[\n${part.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`
      : JSON.stringify(part);
    return `  ${JSON.stringify(key)}: ${body}`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}

export function expected(files: readonly LogFile[]): string {
  const marks = labelled(files);
  const shows = ({ label }: Labelled, step: StepId): boolean =>
    label.step === step || (label.alsoShows ?? []).includes(step);
  const places = (step: StepId): Place[] => {
    const all = marks
      .filter((one) => shows(one, step))
      .map(({ file, record, nativeId }) => ({ file, record, nativeId }));
    return all.length > BULK ? [all[0]!, all[all.length - 1]!] : all;
  };
  const seed = marks.find(({ label }) => label.step === 'okta-denied')!;

  const groups = new Map<
    string,
    { file: string; source: string; role: string; step: StepId; records: number[] }
  >();
  for (const { file, source, record, label } of marks) {
    const key = `${file} ${label.role} ${label.step}`;
    const group = groups.get(key) ?? { file, source, role: label.role, step: label.step, records: [] };
    group.records.push(record);
    groups.set(key, group);
  }

  const counted = files.map(({ path, records }) => ({
    file: path,
    source: records[0]!.source,
    records: records.length,
  }));
  const bySource: Record<string, number> = {};
  for (const { source, records } of counted) bySource[source] = (bySource[source] ?? 0) + records;

  return print({
    about:
      'Answer key of the sample case. Records are 1-based; header rows and blank lines are not records. A step shown by more than 300 records names the first and the last; labels hold every one. Only tests may open this file.',
    seed: { nativeId: seed.nativeId, file: seed.file, record: seed.record, time: isoSeconds(seed.time) },
    oracles: ORACLE,
    durations: {
      probeToAlertSeconds: seconds(T.oktaDenied, T.alert),
      probeToAtlassianSeconds: seconds(T.oktaDenied, T.gatewayToken),
      atlassianToAlertSeconds: seconds(T.gatewayToken, T.alert),
      pauseSeconds: seconds(T.pauseFrom, T.pauseTo),
      sliverToAlertSeconds: seconds(T.scriptRunner, T.alert),
      actionToAlertSeconds: seconds(T.adminGroup, T.alert),
      alertToSocSeconds: seconds(T.alert, T.socStarts),
      alertToServiceDisabledSeconds: seconds(T.alert, T.serviceDisabled),
      alertToMadeDisabledSeconds: seconds(T.alert, T.madeDisabled),
      alertToDeclaredSeconds: seconds(T.alert, T.declared),
      alertToFirewallSeconds: seconds(T.alert, T.firewall),
      alertToLastActivitySeconds: seconds(T.alert, T.lastActivity),
      alertToSliverRemovedSeconds: seconds(T.alert, T.sliverRemoved),
    },
    totals: { records: counted.reduce((sum, one) => sum + one.records, 0), labelled: marks.length, bySource },
    files: counted,
    steps: STEPS.map((step) => ({ ...step, records: places(step.id) })),
    labels: [...groups.values()],
  });
}
