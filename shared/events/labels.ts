/** How sources are named to people. One place: lanes, tables, reports and the terminal agree. */
import { assertNever } from '../base/assert.ts';
import type { SourceType } from './event.ts';

export function sourceLabel(source: SourceType): string {
  switch (source) {
    case 'okta:system_log':
      return 'Okta';
    case 'atlassian:jira':
      return 'Jira';
    case 'atlassian:confluence':
      return 'Confluence';
    case 'atlassian:bitbucket':
      return 'Bitbucket';
    case 'aws:cloudtrail':
      return 'CloudTrail';
    case 'aws:vpcflow':
      return 'VPC flow';
    default:
      return assertNever(source);
  }
}
