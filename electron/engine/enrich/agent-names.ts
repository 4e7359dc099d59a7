/**
 * Product tokens of programs that are no browsers, as they write themselves. Names in lower case; one that ends with `*`
 * stands for every token that begins so. Source: the User-Agent headers that the programs send by their own
 * documentation and in the logs that this app reads.
 */
import type { AgentKind } from '../../../shared/events/origin.ts';

interface AgentName {
  readonly name: string;
  readonly kind: AgentKind;
}

const KNOWN: readonly (readonly [token: string, name: string, kind: AgentKind])[] = [
  ['aws-cli', 'AWS CLI', 'cli'],
  ['aws-vault', 'aws-vault', 'cli'],
  ['aws-cdk', 'AWS CDK', 'cli'],
  ['aws-sam-cli', 'AWS SAM CLI', 'cli'],
  ['awspowershell*', 'AWS Tools for PowerShell', 'cli'],
  ['aws-tools-powershell', 'AWS Tools for PowerShell', 'cli'],
  ['s3console', 'S3 console', 'service'],
  ['aws-internal', 'AWS, internally', 'service'],
  ['awscloudtrail', 'AWS CloudTrail', 'service'],
  ['elb-healthchecker', 'ELB health check', 'service'],
  ['amazon-route53-health-check-service', 'Route 53 health check', 'service'],
  ['terraform', 'Terraform', 'cli'],
  ['terraform-provider-*', 'Terraform provider', 'cli'],
  ['opentofu', 'OpenTofu', 'cli'],
  ['pulumi*', 'Pulumi', 'cli'],
  ['boto3', 'Boto3', 'sdk'],
  ['boto', 'Boto', 'sdk'],
  ['botocore', 'Botocore', 'sdk'],
  ['aws-sdk-*', 'AWS SDK', 'sdk'],
  ['aws-crt*', 'AWS CRT', 'sdk'],
  ['pacu', 'Pacu', 'cli'],
  ['scoutsuite', 'ScoutSuite', 'cli'],
  ['prowler', 'Prowler', 'cli'],
  ['cloudfox', 'CloudFox', 'cli'],
  ['trufflehog', 'TruffleHog', 'cli'],
  ['s3fs', 's3fs', 'cli'],
  ['rclone', 'rclone', 'cli'],
  ['cyberduck', 'Cyberduck', 'cli'],
  ['git', 'Git', 'cli'],
  ['git-lfs', 'Git LFS', 'cli'],
  ['jgit', 'JGit', 'library'],
  ['curl', 'curl', 'cli'],
  ['libcurl', 'libcurl', 'library'],
  ['wget', 'Wget', 'cli'],
  ['httpie', 'HTTPie', 'cli'],
  ['postmanruntime', 'Postman', 'cli'],
  ['insomnia', 'Insomnia', 'cli'],
  ['windowspowershell', 'Windows PowerShell', 'cli'],
  ['powershell', 'PowerShell', 'cli'],
  ['microsoft-cryptoapi', 'Windows CryptoAPI', 'library'],
  ['python-requests', 'Python Requests', 'library'],
  ['python-urllib', 'Python urllib', 'library'],
  ['python-httpx', 'Python HTTPX', 'library'],
  ['aiohttp', 'aiohttp', 'library'],
  ['urllib3', 'urllib3', 'library'],
  ['go-http-client', 'Go HTTP client', 'library'],
  ['go-resty', 'Go resty', 'library'],
  ['apache-httpclient', 'Apache HttpClient', 'library'],
  ['jakarta', 'Jakarta Commons HttpClient', 'library'],
  ['java-http-client', 'Java HTTP client', 'library'],
  ['java', 'Java', 'library'],
  ['okhttp', 'OkHttp', 'library'],
  ['node-fetch', 'node-fetch', 'library'],
  ['undici', 'undici', 'library'],
  ['axios', 'axios', 'library'],
  ['got', 'got', 'library'],
  ['guzzlehttp', 'Guzzle', 'library'],
  ['restsharp', 'RestSharp', 'library'],
  ['faraday', 'Faraday', 'library'],
  ['ruby', 'Ruby', 'library'],
  ['libwww-perl', 'libwww-perl', 'library'],
  ['reqwest', 'reqwest', 'library'],
  ['oktaverify', 'Okta Verify', 'mobile-app'],
  ['okta-verify', 'Okta Verify', 'mobile-app'],
  ['okta-mobile', 'Okta Mobile', 'mobile-app'],
  ['oktamobile', 'Okta Mobile', 'mobile-app'],
  ['okta-sdk-*', 'Okta SDK', 'sdk'],
  ['okta-auth-*', 'Okta sign-in SDK', 'sdk'],
  ['okta-idx-*', 'Okta sign-in SDK', 'sdk'],
  ['okta-oidc-*', 'Okta sign-in SDK', 'sdk'],
  ['okta-signin-widget*', 'Okta sign-in widget', 'sdk'],
  ['okta-*', 'Okta client', 'sdk'],
  ['atlassianmobileapp', 'Atlassian mobile app', 'mobile-app'],
  ['jiramobile*', 'Jira mobile app', 'mobile-app'],
  ['jira', 'Jira', 'service'],
  ['confluence', 'Confluence', 'service'],
  ['bitbucket', 'Bitbucket', 'service'],
  ['atlassian*', 'Atlassian', 'service'],
  ['googlebot*', 'Googlebot', 'bot'],
  ['bingbot', 'Bingbot', 'bot'],
  ['slackbot*', 'Slackbot', 'bot'],
  ['nuclei', 'Nuclei', 'bot'],
  ['nmap', 'Nmap', 'bot'],
  ['sqlmap', 'sqlmap', 'bot'],
  ['nikto', 'Nikto', 'bot'],
  ['gobuster', 'Gobuster', 'bot'],
  ['zgrab', 'ZGrab', 'bot'],
  ['masscan', 'masscan', 'bot'],
  ['headlesschrome', 'Headless Chrome', 'browser'],
  ['phantomjs', 'PhantomJS', 'browser'],
];

const exact = new Map<string, AgentName>();
const prefixes: (readonly [prefix: string, is: AgentName])[] = [];
for (const [token, name, kind] of KNOWN) {
  if (token.endsWith('*')) prefixes.push([token.slice(0, -1), { name, kind }]);
  else exact.set(token, { name, kind });
}

/** What a product token is known as, or null. Of a family (`aws-sdk-go-v2`) the token itself is the better name. */
export function knownAgent(token: string): AgentName | null {
  const lower = token.toLowerCase();
  const known = exact.get(lower);
  if (known) return known;
  const family = prefixes.find(([prefix]) => lower.startsWith(prefix));
  if (!family) return null;
  const [prefix, { name, kind }] = family;
  const rest = token.slice(prefix.length);
  return { name: rest === '' || name.includes(' app') ? name : `${name} (${token})`, kind };
}
