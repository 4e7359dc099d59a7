/** Messages of Atlassian application logs that say who signed in, who failed to and who was refused. */
import type { Category, Outcome } from '../../events/event.ts';

/** What a message says that happened. `action` keeps the log's own words. */
export interface MessageDeed {
  readonly action: string;
  readonly category: Category;
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** The account that the message names, which for a refusal is the one that was tried. */
  readonly user: string | null;
}

interface Rule {
  readonly message: RegExp;
  readonly action: string;
  readonly outcome: Outcome;
}

/** The first group is the account, the second the reason; both may be missing. */
const RULES: readonly Rule[] = [
  {
    message: /^The user '([^']{1,255})' has PASSED authentication/,
    action: 'PASSED authentication',
    outcome: 'success',
  },
  {
    message:
      /^The user '([^']{1,255})' has FAILED authentication\.? *(?:Failure count equals \d+|(.{1,200}))?/,
    action: 'FAILED authentication',
    outcome: 'failure',
  },
  {
    message: /^login : '([^']{1,255})' tried to login but (they do not have USE permission or weren't found)/,
    action: 'tried to login',
    outcome: 'failure',
  },
  {
    message:
      /^The user '([^']{1,255})' (?:is required to answer a CAPTCHA|has been denied|is NOT AUTHORIZED)/,
    action: 'NOT AUTHORIZED',
    outcome: 'failure',
  },
  {
    message: /^Successful login attempt for user '([^']{1,255})'/,
    action: 'Successful login attempt',
    outcome: 'success',
  },
  {
    message: /^(?:Failed|Unsuccessful) login attempt for user '([^']{1,255})'/,
    action: 'Failed login attempt',
    outcome: 'failure',
  },
  {
    message: /^HttpSession (?:\[[^\]]{0,100}\] )?created/,
    action: 'HttpSession created',
    outcome: 'unknown',
  },
  {
    message: /^HttpSession (?:\[[^\]]{0,100}\] )?(?:destroyed|invalidated)(?: for '([^']{1,255})')?/,
    action: 'HttpSession destroyed',
    outcome: 'unknown',
  },
];

/** Null for messages that say nothing about a sign-in. */
export function deedOfMessage(message: string): MessageDeed | null {
  for (const { message: pattern, action, outcome } of RULES) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const reason = outcome === 'failure' ? (match[2]?.trim() ?? '') : '';
    return {
      action,
      category: 'authentication',
      outcome,
      reason: reason === '' || reason === '.' ? null : reason,
      user: match[1] ?? null,
    };
  }
  return null;
}
