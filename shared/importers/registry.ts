/** The only list of importers. The order is total and decides where two would take one file: the more specific first. */
import type { Importer } from './importer.ts';
import { atlassianApplicationLog } from './sources/atlassian-application-log.ts';
import { atlassianAudit } from './sources/atlassian-audit.ts';
import { atlassianCsv } from './sources/atlassian-csv.ts';
import { atlassianGuard } from './sources/atlassian-guard.ts';
import { atlassianOrg } from './sources/atlassian-org.ts';
import { bitbucketAccess } from './sources/bitbucket-access.ts';
import { bitbucketAuditLegacy } from './sources/bitbucket-audit-legacy.ts';
import { cloudtrail } from './sources/cloudtrail.ts';
import { confluenceAccess } from './sources/confluence-access.ts';
import { confluenceCloud } from './sources/confluence-cloud.ts';
import { elb } from './sources/elb.ts';
import { har } from './sources/har.ts';
import { jiraAccess } from './sources/jira-access.ts';
import { jiraCloud } from './sources/jira-cloud.ts';
import { oktaSystemLog } from './sources/okta-system-log.ts';
import { plasoTimeline } from './sources/plaso-l2tcsv.ts';
import { roster } from './sources/roster.ts';
import { rotation } from './sources/rotation.ts';
import { tableCustom } from './sources/table-custom.ts';
import { throughlineEvents } from './sources/throughline-events.ts';
import { timesketch } from './sources/timesketch.ts';
import { vpcFlow } from './sources/vpc-flow.ts';

export const IMPORTERS: readonly Importer[] = [
  throughlineEvents,
  har,
  atlassianAudit,
  atlassianOrg,
  atlassianGuard,
  jiraCloud,
  confluenceCloud,
  oktaSystemLog,
  cloudtrail,
  vpcFlow,
  bitbucketAccess,
  bitbucketAuditLegacy,
  jiraAccess,
  confluenceAccess,
  atlassianApplicationLog,
  elb,
  plasoTimeline,
  timesketch,
  atlassianCsv,
  // What the analyst says of a file counts more than what a list's header may mean.
  tableCustom,
  // Lists come last: their headers are the least specific.
  rotation,
  roster,
];

/** By the name that ledgers show and `--as` takes. */
export function importerById(id: string): Importer | null {
  return IMPORTERS.find((importer) => importer.id === id) ?? null;
}
