/** Everything that happens in a scenario is written here, a record a call. */
import { isoSeconds } from '../clock.ts';
import type { Written } from '../record.ts';
import { type Rng, seeded } from '../rng.ts';
import { type AuditEvent, type Product, productOf, writeAudit } from '../vendors/atlassian.ts';
import { type TrailEvent, type UserIdentity, writeTrail } from '../vendors/cloudtrail.ts';
import { type OktaEvent, writeOkta } from '../vendors/okta.ts';
import { defaultFields, type FlowFacts } from '../vendors/vpcflow.ts';
import { type JiraCloudEvent, type OrgEvent, writeJiraCloud, writeOrg } from './atlassian-cloud.ts';
import { type AccessEvent, writeAccess } from './bitbucket-access.ts';
import type { Company } from './company.ts';
import type { KitRecord, Label, Log } from './record.ts';

type Trail = Omit<TrailEvent, 'account' | 'region'> & { readonly region?: string };

export class Logbook {
  readonly company: Company;
  readonly name: string;
  private readonly kept: KitRecord[];
  private readonly label: Label | null;
  private readonly random: Rng;

  /** `name` seeds the vendors' ids: another name gives others. */
  constructor(
    company: Company,
    name: string,
    label: Label | null = null,
    kept: KitRecord[] = [],
    random: Rng = seeded(`${name}/ids`),
  ) {
    this.company = company;
    this.name = name;
    this.label = label;
    this.kept = kept;
    this.random = random;
  }

  get records(): readonly KitRecord[] {
    return this.kept;
  }

  /** A stream of randomness of its own for one part of the scenario. */
  stream(part: string): Rng {
    return seeded(`${this.name}/${part}`);
  }

  /** The same book, whose records carry the attacker's label. */
  attacker(step: string): Logbook {
    return this.as({ role: 'attacker', step });
  }

  /** The same book, whose records carry the label of the defenders' work. */
  response(step: string): Logbook {
    return this.as({ role: 'response', step });
  }

  private as(label: Label): Logbook {
    return new Logbook(this.company, this.name, label, this.kept, this.random);
  }

  okta(event: OktaEvent): KitRecord {
    return this.keep('okta', writeOkta(this.random, event));
  }

  /** An audit line of a Data Center product: `product` only where the action does not say it (personal access tokens). */
  audit(event: AuditEvent, product: Product = productOf(event.action)): KitRecord {
    return this.keep(product, writeAudit(event, product, this.company.url[product]));
  }

  access(event: AccessEvent): KitRecord {
    return this.keep('bitbucket-access', writeAccess(this.random, event));
  }

  org(event: OrgEvent): KitRecord {
    return this.keep('atlassian-org', writeOrg(this.random, this.company.site, event));
  }

  jiraCloud(event: JiraCloudEvent): KitRecord {
    return this.keep('jira-cloud', writeJiraCloud(this.random, event));
  }

  trail(event: Trail): KitRecord {
    const { awsAccount: account, region } = this.company;
    return this.keep('cloudtrail', writeTrail(this.random, { region, ...event, account }));
  }

  /** One record of a flow log of the default layout. */
  flow(eni: string, flow: FlowFacts): KitRecord {
    return this.keep('vpcflow', {
      source: 'aws:vpcflow',
      time: Math.floor(flow.start / 1000) * 1000,
      text: ['2', ...defaultFields(this.company.awsAccount, eni, flow)].join(' '),
      nativeId: null,
    });
  }

  private keep(log: Log, written: Written): KitRecord {
    const record = { ...written, log, label: this.label };
    this.kept.push(record);
    return record;
  }
}

/** Console sign-in of an IAM user or of a role that came through the access portal. */
export function consoleLogin(
  identity: UserIdentity,
  time: number,
  from: string,
  userAgent: string,
  mfa: boolean,
  ok = true,
): Trail {
  return {
    time,
    identity,
    service: 'signin',
    name: 'ConsoleLogin',
    from,
    userAgent,
    eventType: 'AwsConsoleSignIn',
    response: { ConsoleLogin: ok ? 'Success' : 'Failure' },
    ...(ok ? {} : { errorMessage: 'Failed authentication' }),
    additional: { MFAUsed: mfa ? 'Yes' : 'No', MobileVersion: 'No' },
  };
}

/** What STS answers: the key of the new session. */
export function credentials(accessKeyId: string, time: number, roleId: string, arn: string) {
  return {
    credentials: { accessKeyId, sessionToken: 'synthetic', expiration: isoSeconds(time + 3_600_000) },
    assumedRoleUser: { assumedRoleId: `${roleId}:${arn.split('/').at(-1)!}`, arn },
  };
}
