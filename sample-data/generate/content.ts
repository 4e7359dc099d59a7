/** What there is to read and take: Jira issues, wiki pages, Git repositories. */
import { ORACLE } from './facts.ts';
import { rng } from './rng.ts';
import { type AffectedObject, BASE_URL } from './vendors/atlassian.ts';

interface Page {
  readonly id: string;
  readonly title: string;
  readonly space: string;
}

const SPACES = ['ENG', 'SRE', 'SEC', 'IT', 'HR', 'PROD', 'SALES', 'SUP'] as const;
const KINDS = [
  'runbook',
  'design',
  'meeting notes',
  'how-to',
  'checklist',
  'decision record',
  'overview',
  'FAQ',
  'roadmap',
  'retrospective',
] as const;
const SUBJECTS = [
  'Edge cache purge',
  'Billing export',
  'Onboarding',
  'Quarterly planning',
  'Image resizing',
  'Rate limits',
  'Partner portal',
  'DNS editor',
  'Status page',
  'Load shedding',
  'Customer migration',
  'Analytics pipeline',
  'Release train',
  'Office move',
  'Travel policy',
  'Interview loop',
  'Support macros',
  'Pricing tiers',
  'Mobile app',
  'API versioning',
  'Log retention',
  'Feature flags',
  'Search index',
  'Data warehouse',
  'Brand guide',
  'Contract templates',
  'Capacity review',
  'Service levels',
  'Incident roles',
  'Canary deploys',
] as const;
/** The published themes of what the attacker read. */
const SECRET_SUBJECTS = [
  'Vulnerability management',
  'Secret rotation',
  'MFA bypass handling',
  'Network access',
  'Okta incident response',
  'Password reset',
  'Remote access',
  'Salt configuration',
  'Global network map',
  'Console servers',
  'Bastion hosts',
  'Service tokens',
  'VPN gateways',
  'Tunnel daemon',
  'Break-glass accounts',
  'Certificate store',
  'Hardware keys',
  'Privileged access',
  'Token vault',
  'Jump host access',
  'Data centre access',
] as const;

function pages(
  count: number,
  firstId: number,
  subjects: readonly string[],
  spaces: readonly string[],
): readonly Page[] {
  const random = rng(`pages/${firstId}`);
  return Array.from({ length: count }, (_, index) => {
    const subject = subjects[index % subjects.length]!;
    const kind = KINDS[Math.floor(index / subjects.length) % KINDS.length]!;
    const part = Math.floor(index / subjects.length / KINDS.length);
    return {
      id: String(firstId + index * 3 + random.int(0, 2)),
      title: `${subject}: ${kind}${part === 0 ? '' : ` ${part + 1}`}`,
      space: random.pick(spaces),
    };
  });
}

/** Pages that everybody reads. */
export const PAGES = pages(900, 65_540_000, SUBJECTS, SPACES);
/** The pages that the attacker read; staff read them too. */
export const SECRET_PAGES = pages(ORACLE.wikiPages, 71_302_400, SECRET_SUBJECTS, ['SEC', 'SRE', 'IT']);

export function pageObjects(page: Page): AffectedObject[] {
  return [
    {
      id: page.id,
      name: page.title,
      type: 'PAGE',
      uri: `${BASE_URL.confluence}/pages/viewpage.action?pageId=${page.id}`,
    },
    { name: page.space, type: 'SPACE' },
  ];
}

interface Issue {
  readonly id: string;
  readonly key: string;
}

const PROJECTS: readonly (readonly [string, number])[] = [
  ['EDGE', 21400],
  ['CORE', 18800],
  ['SUP', 64200],
  ['SRE', 9100],
  ['IT', 15300],
  ['WEB', 7700],
  ['DATA', 5200],
];

function issues(
  count: number,
  firstId: number,
  projects: readonly (readonly [string, number])[],
): readonly Issue[] {
  const random = rng(`issues/${firstId}`);
  return Array.from({ length: count }, (_, index) => {
    const [project, top] = random.pick(projects);
    return { id: String(firstId + index * 2), key: `${project}-${top - index * 3 - random.int(0, 2)}` };
  });
}

export const ISSUES = issues(1500, 2_048_100, PROJECTS);
/** The tickets that the attacker read. */
export const SECRET_ISSUES = issues(ORACLE.jiraTickets, 2_039_204, [
  ['SRE', 8402],
  ['IT', 14018],
  ['SEC', 1911],
]);

export function issueObject(issue: Issue): AffectedObject {
  return { id: issue.id, name: issue.key, type: 'ISSUE', uri: `${BASE_URL.jira}/browse/${issue.key}` };
}

interface Repository {
  readonly id: string;
  readonly project: string;
  readonly slug: string;
}

function repositories(
  projects: readonly string[],
  words: readonly string[],
  tails: readonly string[],
  count: number,
  firstId: number,
): readonly Repository[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(firstId + index * 7),
    project: projects[index % projects.length]!,
    slug: `${words[index % words.length]}-${tails[Math.floor(index / words.length) % tails.length]}`,
  }));
}

export const REPOSITORIES = repositories(
  ['EDGE', 'WEB', 'DATA', 'SUP', 'MOB'],
  [
    'cache',
    'purge',
    'billing',
    'portal',
    'docs',
    'images',
    'analytics',
    'search',
    'mailer',
    'flags',
    'sdk',
    'cli',
    'status',
    'pricing',
    'mobile',
  ],
  [
    'api',
    'worker',
    'ui',
    'lib',
    'infra',
    'tests',
    'deploy',
    'proto',
    'tools',
    'charts',
    'sandbox',
    'schema',
    'jobs',
    'site',
    'spec',
  ],
  220,
  4100,
);
/** The repositories that the attacker looked at: backups, network configuration, identity, remote access, Terraform, Kubernetes. */
export const SECRET_REPOSITORIES = repositories(
  ['NET', 'SRE', 'IAM'],
  ['backup', 'netconfig', 'identity', 'remote-access', 'terraform', 'k8s', 'salt', 'bastion'],
  [
    'core',
    'edge',
    'modules',
    'policies',
    'agents',
    'runner',
    'states',
    'charts',
    'gateway',
    'prod',
    'staging',
    'audit',
    'tools',
    'operator',
    'templates',
  ],
  ORACLE.reposViewed,
  8800,
);

export function repositoryObject(repository: Repository): AffectedObject {
  return {
    id: repository.id,
    name: `${repository.project}/${repository.slug}`,
    type: 'REPOSITORY',
    uri: `${BASE_URL.bitbucket}/projects/${repository.project}/repos/${repository.slug}`,
  };
}
