/** One record of a scenario, with what the author of the scenario knows about it. */
import type { Written } from '../record.ts';

/**
 * `attacker`: what a careful incident responder would put on the attacker's account. `response`: what defenders did about
 * it. Everything else (the owner's own work, decoys, noise) has no label.
 */
export interface Label {
  readonly role: 'attacker' | 'response';
  /** The part of the story that the record belongs to, in a few words joined by hyphens: `token-minted`. */
  readonly step: string;
}

/** Which export a record goes to: each is a folder of its own. */
export type Log =
  | 'okta'
  | 'jira'
  | 'confluence'
  | 'bitbucket'
  | 'bitbucket-access'
  | 'atlassian-org'
  | 'jira-cloud'
  | 'cloudtrail'
  | 'vpcflow';

export interface KitRecord extends Written {
  readonly log: Log;
  readonly label: Label | null;
}
