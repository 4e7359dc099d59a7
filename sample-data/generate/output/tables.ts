/** The two tables beside the logs: the staff, and what became of the leaked credentials in October. */
import { MADE } from '../accounts.ts';
import { at, isoSeconds, MINUTE } from '../clock.ts';
import {
  ACCOUNT_APPS,
  ACCOUNT_PROD,
  BITBUCKET,
  MARKETPLACE_KEY,
  MARKETPLACE_USER,
  MOVEWORKS,
  MOVEWORKS_TOKEN,
  SMARTSHEET,
} from '../facts.ts';
import { csv } from '../kit/scenario.ts';
import { department, PEOPLE } from '../people.ts';
import { rng } from '../rng.ts';

/** The roster of the people department: the account that the attacker made is not on it. */
export function peopleCsv(): string {
  if (PEOPLE.some((one) => one.login === MADE.login))
    throw new Error(`${MADE.login} must not be on the roster`);
  return csv([
    ['login', 'email', 'display_name', 'department', 'office', 'title', 'atlassian_id', 'okta_id'],
    ...PEOPLE.map((one) => [
      one.login,
      one.email,
      one.name,
      one.department,
      one.office,
      one.title,
      one.jiraId,
      one.oktaId,
    ]),
  ]);
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly owner: string;
  readonly system: string;
  readonly rotatedAt: number | null;
  readonly note: string;
}

const MISSED = 'believed unused; missed in October';

function rows(): Row[] {
  const random = rng('rotation');
  const admins = department('IT').map((one) => one.email);
  const rotatedAt = (): number => at('2023-10-18 12:00:00') + random.int(0, 60 * 48) * MINUTE;
  const fixed = (kind: string, system: string, id: (index: number) => string, count: number): Row[] =>
    Array.from({ length: count }, (_, index) => ({
      kind,
      system,
      id: id(index),
      owner: random.pick(admins),
      rotatedAt: rotatedAt(),
      note: '',
    }));
  return [
    {
      id: MOVEWORKS_TOKEN,
      kind: 'okta-api-token',
      owner: MOVEWORKS,
      system: 'Okta',
      rotatedAt: null,
      note: MISSED,
    },
    {
      id: SMARTSHEET,
      kind: 'service-account',
      owner: SMARTSHEET,
      system: 'Atlassian',
      rotatedAt: null,
      note: MISSED,
    },
    {
      id: BITBUCKET,
      kind: 'service-account',
      owner: BITBUCKET,
      system: 'Bitbucket',
      rotatedAt: null,
      note: MISSED,
    },
    {
      id: MARKETPLACE_KEY,
      kind: 'aws-access-key',
      owner: MARKETPLACE_USER,
      system: `AWS ${ACCOUNT_APPS}`,
      rotatedAt: null,
      note: MISSED,
    },
    ...fixed('okta-api-token', 'Okta', () => `00T${random.alnum(17)}`, 14),
    ...fixed('okta-session', 'Okta', () => `102${random.alnum(22)}`, 6),
    ...fixed(
      'service-account',
      'Atlassian',
      (index) =>
        [
          'svc-reports',
          'svc-calendar',
          'svc-roadmap',
          'svc-testrail',
          'svc-lucid',
          'svc-zephyr',
          'svc-statuspage',
          'svc-opsbridge',
          'svc-docs',
          'svc-mirror',
        ][index]!,
      10,
    ),
    ...fixed('aws-access-key', `AWS ${ACCOUNT_PROD}`, () => `AKIAXAMPLE7${random.base32(9)}`, 12),
    ...fixed('oauth-client', 'Google Workspace', () => `0oa${random.alnum(17)}`, 8),
    ...fixed('saml-certificate', 'Okta', (index) => `saml-signing-${String(index + 1).padStart(2, '0')}`, 6),
  ];
}

/** What the support case had leaked and when it was rotated; an empty cell means never. */
export function rotationCsv(): string {
  return csv([
    ['credential_id', 'kind', 'owner', 'system', 'leaked', 'rotated_at', 'note'],
    ...rows().map((row) => [
      row.id,
      row.kind,
      row.owner,
      row.system,
      'yes',
      row.rotatedAt === null ? '' : isoSeconds(row.rotatedAt),
      row.note,
    ]),
    [
      '(not listed)',
      'production',
      'all teams',
      'all',
      'no',
      '2023-11-27T00:00:00Z',
      'more than 5,000 production credentials rotated after the incident of November',
    ],
  ]);
}
