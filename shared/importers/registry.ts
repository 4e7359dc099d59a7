/** The only list of importers. The order is total and decides where two would take one file: the more specific first. */
import type { Importer } from './importer.ts';
import { atlassianAudit } from './sources/atlassian-audit.ts';
import { cloudtrail } from './sources/cloudtrail.ts';
import { oktaSystemLog } from './sources/okta-system-log.ts';
import { vpcFlow } from './sources/vpc-flow.ts';

export const IMPORTERS: readonly Importer[] = [atlassianAudit, oktaSystemLog, cloudtrail, vpcFlow];

/** By the name that ledgers show and `--as` takes. */
export function importerById(id: string): Importer | null {
  return IMPORTERS.find((importer) => importer.id === id) ?? null;
}
