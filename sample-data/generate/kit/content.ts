/** What there is to read in a company. A scenario names its own secrets beside these. */
export const PROJECTS = ['OPS', 'WEB', 'PAY', 'DATA', 'HR', 'SUP'];

export const PAGES = [
  'Onboarding checklist',
  'Release calendar',
  'Expense policy',
  'Incident retrospective template',
  'Service catalogue',
  'Database failover runbook',
  'On-call handbook',
  'Brand guidelines',
  'Quarterly goals',
  'Holiday overview',
  'Architecture decision records',
  'Customer interview notes',
  'Deployment guide',
  'VPN client setup',
  'Access request process',
  'Vendor list',
  'Data retention rules',
  'Support escalation paths',
  'Load test results',
  'Team charter',
];

export const REPOSITORIES = [
  'web/storefront',
  'web/checkout',
  'web/design-system',
  'platform/terraform-live',
  'platform/deploy-config',
  'platform/base-images',
  'platform/monitoring',
  'data/warehouse-models',
  'data/ingest',
  'payments/ledger',
  'payments/gateway-client',
  'payments/fraud-rules',
  'mobile/app',
  'tools/release-bot',
  'tools/lint-rules',
];

export const QUERIES = [
  'release notes',
  'holiday',
  'runbook',
  'onboarding',
  'latency',
  'invoice',
  'roadmap',
  'vpn',
];

/** Calls of an ordinary day in AWS; the first part is the service. */
export const CALLS: readonly (readonly [service: string, name: string])[] = [
  ['ec2', 'DescribeInstances'],
  ['ec2', 'DescribeSecurityGroups'],
  ['s3', 'ListBuckets'],
  ['s3', 'GetBucketLocation'],
  ['logs', 'DescribeLogGroups'],
  ['logs', 'FilterLogEvents'],
  ['ecs', 'DescribeServices'],
  ['ecs', 'UpdateService'],
  ['rds', 'DescribeDBInstances'],
  ['cloudformation', 'DescribeStacks'],
  ['secretsmanager', 'ListSecrets'],
  ['iam', 'ListRoles'],
];
