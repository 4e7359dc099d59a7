/** One record of one log before it is put into a file. */
import type { SourceType } from '../../shared/events/event.ts';
import type { StepId } from './attack/steps.ts';

/** Which export a record belongs to; `output/layout.ts` cuts streams into files. */
export type Stream =
  | 'okta'
  | 'jira'
  | 'confluence'
  | 'bitbucket'
  | 'cloudtrail/prod/us-east-1'
  | 'cloudtrail/prod/sa-east-1'
  | 'cloudtrail/prod/eu-west-1'
  | 'cloudtrail/apps/us-east-1'
  | 'vpcflow/prod'
  | 'vpcflow/tools'
  | 'vpcflow/saopaulo';

export interface Label {
  readonly role: 'attacker' | 'response';
  /** The step that the record belongs to. */
  readonly step: StepId;
  /** Other steps that this very record shows too (the last page read before the pause marks the pause). */
  readonly alsoShows?: readonly StepId[];
}

/** A record as its vendor writes it, whichever case it is for. */
export interface Written {
  readonly source: SourceType;
  /** UTC milliseconds. */
  readonly time: number;
  /** One JSON object, or one line of a flow log. */
  readonly text: string;
  /** The vendor's own id of the record; null where the format has none. */
  readonly nativeId: string | null;
}

export interface LogRecord extends Written {
  readonly stream: Stream;
  /** Null for noise. */
  readonly label: Label | null;
}
