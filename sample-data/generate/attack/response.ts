/** What the defenders did: sessions cleared in October; alert, accounts closed, incident declared, firewall, removal in November. */
import { author, MADE, MOVEWORKS_ACTOR, oktaUser, oktaUserTarget, SERVICE, userObject } from '../accounts.ts';
import { OFFICE } from '../addresses.ts';
import { at } from '../clock.ts';
import {
  ACCOUNT_APPS,
  ACCOUNT_PROD,
  ATLASSIAN_HOST,
  ATLASSIAN_INSTANCE,
  ATTACKER_IP,
  C2_IP,
  MADE_LOGIN,
  MARKETPLACE_KEY,
  MARKETPLACE_USER,
  MOVEWORKS_TOKEN,
  PAYLOAD_NAME,
  SMARTSHEET,
  T,
} from '../facts.ts';
import { type Person, person, whereabouts } from '../people.ts';
import type { Label, LogRecord } from '../record.ts';
import { rng } from '../rng.ts';
import { type AffectedObject, type AuditAction, auditRecord, BASE_URL } from '../vendors/atlassian.ts';
import { assumedRole, type Json, trailRecord } from '../vendors/cloudtrail.ts';
import { type OktaEventType, type OktaTarget, oktaRecord, oktaSession } from '../vendors/okta.ts';
import { HIJACKED } from './okta.ts';
import type { StepId } from './steps.ts';

const random = rng('attack/response');
const lead = person('isolheim');
const analyst = person('rtavares');
const responder = person('dwhitlock');
const networkEngineer = person('tlindqvist');
const atlassianAdmin = person('prao');

const label = (step: StepId): Label => ({ role: 'response', step });
const dayOf = (time: number): number => time - (time % 86_400_000);

function okta(who: Person, step: StepId, session: string) {
  return (time: number, eventType: OktaEventType, targets: readonly OktaTarget[]): LogRecord =>
    oktaRecord(random, {
      time,
      eventType,
      actor: oktaUser(who),
      client: { address: whereabouts(who, dayOf(time)), userAgent: who.userAgent },
      deviceHash: who.deviceHash,
      session,
      targets,
      requestUri: '/api/v1/users',
      label: label(step),
    });
}

function october(): LogRecord[] {
  const act = okta(lead, 'sessions-cleared', oktaSession(random));
  const time = (text: string): number => at(`2023-10-18 ${text}`) + random.int(20, 999);
  const [admin, colleague] = [HIJACKED.admin.who, HIJACKED.colleague.who];
  return [
    act(time('10:52:17'), 'user.session.clear', [oktaUserTarget(admin)]),
    act(time('10:53:02'), 'user.session.clear', [oktaUserTarget(colleague)]),
    act(time('10:56:40'), 'user.account.reset_password', [oktaUserTarget(admin)]),
    act(time('10:57:11'), 'user.account.reset_password', [oktaUserTarget(colleague)]),
    act(time('10:59:25'), 'user.mfa.factor.reset_all', [oktaUserTarget(admin)]),
    act(time('11:00:08'), 'user.mfa.factor.reset_all', [oktaUserTarget(colleague)]),
  ];
}

const ALERT: AffectedObject = {
  id: '2059341',
  name: 'SEC-2290',
  type: 'ISSUE',
  uri: `${BASE_URL.jira}/browse/SEC-2290`,
};
const INCIDENT: AffectedObject = {
  id: '2059357',
  name: 'SEC-2291',
  type: 'ISSUE',
  uri: `${BASE_URL.jira}/browse/SEC-2291`,
};

function jira(
  who: Person | 'automation',
  time: number,
  action: AuditAction,
  step: StepId,
  affected: readonly AffectedObject[],
  changed: readonly { key: string; from?: string; to?: string }[],
): LogRecord {
  const automation = who === 'automation';
  return auditRecord({
    time,
    action,
    author: author(automation ? SERVICE.socBot : who, 'jira'),
    from: automation ? '10.40.30.9' : whereabouts(who, dayOf(time)).ip,
    affected,
    changed,
    label: label(step),
  });
}

function jiraResponse(): LogRecord[] {
  const inactive = [{ key: 'Active / Inactive', from: 'Active', to: 'Inactive' }];
  return [
    jira(
      'automation',
      T.alert,
      'jira.auditing.issue.created',
      'alert',
      [ALERT, userObject(SERVICE.smartsheet)],
      [
        { key: 'Summary', to: `Alert: ${SMARTSHEET} was added to jira-administrators` },
        { key: 'Priority', to: 'Highest' },
      ],
    ),
    jira(
      analyst,
      T.socStarts,
      'jira.auditing.issue.updated',
      'soc-starts',
      [ALERT, userObject(SERVICE.smartsheet)],
      [
        { key: 'Status', from: 'New', to: 'Investigating' },
        { key: 'Assignee', to: analyst.login },
      ],
    ),
    jira(
      atlassianAdmin,
      T.serviceDisabled,
      'jira.auditing.user.deactivated',
      'service-disabled',
      [userObject(SERVICE.smartsheet)],
      inactive,
    ),
    jira(
      atlassianAdmin,
      T.madeDisabled,
      'jira.auditing.user.deactivated',
      'made-disabled',
      [userObject(MADE)],
      inactive,
    ),
    jira(
      lead,
      T.declared,
      'jira.auditing.issue.created',
      'declared',
      [INCIDENT, userObject(SERVICE.smartsheet), userObject(MADE)],
      [
        {
          key: 'Summary',
          to: `Incident declared: Atlassian accessed with ${SMARTSHEET}; account ${MADE_LOGIN} made; source ${ATTACKER_IP}`,
        },
      ],
    ),
    jira(
      atlassianAdmin,
      at('2023-11-23 18:05:41') + 210,
      'jira.auditing.user.deactivated',
      'credentials-revoked',
      [userObject(SERVICE.bitbucket)],
      inactive,
    ),
    jira(
      responder,
      T.sliverRemoved + 142_318,
      'jira.auditing.issue.updated',
      'sliver-removed',
      [INCIDENT],
      [
        {
          key: 'Comment',
          to: `${PAYLOAD_NAME} removed from ${ATLASSIAN_HOST}; command server ${C2_IP} blocked`,
        },
      ],
    ),
  ];
}

function sso(who: Person, account: string, created: number) {
  const key = `ASIAXAMPLE7${random.base32(9)}`;
  const identity = assumedRole({
    account,
    role: 'AWSReservedSSO_SecurityResponse_4f1c09be27a3d685',
    roleId: 'AROAXAMPLE7SECRESPN5',
    session: who.email,
    accessKeyId: key,
    created,
    mfa: true,
    path: 'aws-reserved/sso.amazonaws.com/',
  });
  return (
    time: number,
    step: StepId,
    service: string,
    name: string,
    request: Json,
    response: Json = null,
  ): LogRecord =>
    trailRecord(random, {
      time,
      identity,
      service,
      name,
      account,
      request,
      response,
      from: OFFICE.vpn.ip,
      userAgent: 'aws-cli/2.13.33 Python/3.11.6 Darwin/23.1.0 exe/x86_64 prompt/off',
      stream: account === ACCOUNT_APPS ? 'cloudtrail/apps/us-east-1' : 'cloudtrail/prod/us-east-1',
      label: label(step),
    });
}

function denyEntry(address: string, rule: number, egress: boolean): Json {
  return {
    networkAclId: 'acl-0b57e6d2c41f9a830',
    ruleNumber: rule,
    egress,
    ruleAction: 'deny',
    icmpTypeCode: {},
    portRange: {},
    aclProtocol: '-1',
    cidrBlock: `${address}/32`,
  };
}

function awsResponse(): LogRecord[] {
  const apps = sso(responder, ACCOUNT_APPS, at('2023-11-23 18:38:10'));
  const firewall = sso(networkEngineer, ACCOUNT_PROD, at('2023-11-23 21:14:50'));
  const removal = sso(responder, ACCOUNT_PROD, at('2023-11-24 11:31:22'));
  const done: Json = { requestId: random.uuid(), _return: true };
  return [
    apps(at('2023-11-23 18:41:33'), 'credentials-revoked', 'iam', 'UpdateAccessKey', {
      userName: MARKETPLACE_USER,
      accessKeyId: MARKETPLACE_KEY,
      status: 'Inactive',
    }),
    firewall(T.firewall, 'firewall', 'ec2', 'CreateNetworkAclEntry', denyEntry(ATTACKER_IP, 10, false), done),
    firewall(
      T.firewall + 4_000,
      'firewall',
      'ec2',
      'CreateNetworkAclEntry',
      denyEntry(ATTACKER_IP, 10, true),
      done,
    ),
    firewall(
      T.firewall + 39_000,
      'firewall',
      'wafv2',
      'UpdateIPSet',
      {
        name: 'known-attackers',
        scope: 'REGIONAL',
        id: '7c1e40b8-5d02-4f9f-9f5f-2f9a6c0d11aa',
        addresses: [`${ATTACKER_IP}/32`],
        lockToken: '0f2d5ce1-1c1b-4a8e-8a07-6b1d0d3f1f10',
      },
      { nextLockToken: 'b6a0d1f3-4a55-4a0c-9f1f-0a8a4c7de201' },
    ),
    removal(
      T.sliverRemoved + 31_000,
      'sliver-removed',
      'ec2',
      'CreateNetworkAclEntry',
      denyEntry(C2_IP, 11, true),
      done,
    ),
    removal(
      T.sliverRemoved,
      'sliver-removed',
      'ssm',
      'SendCommand',
      {
        documentName: 'AWS-RunShellScript',
        instanceIds: [ATLASSIAN_INSTANCE],
        comment: `SEC-2291 remove ${PAYLOAD_NAME} (Sliver, ${C2_IP}) from ${ATLASSIAN_HOST}`,
        parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        interactive: false,
      },
      {
        command: {
          commandId: random.uuid(),
          status: 'Pending',
          targetCount: 1,
          instanceIds: [ATLASSIAN_INSTANCE],
        },
      },
    ),
  ];
}

export function response(): LogRecord[] {
  const revoke = okta(lead, 'credentials-revoked', oktaSession(random));
  return [
    ...october(),
    ...jiraResponse(),
    ...awsResponse(),
    revoke(at('2023-11-23 18:52:06') + 431, 'system.api_token.revoke', [
      { id: MOVEWORKS_TOKEN, type: 'Token', alternateId: 'unknown', displayName: 'Moveworks gateway' },
      {
        id: MOVEWORKS_ACTOR.id,
        type: 'User',
        alternateId: MOVEWORKS_ACTOR.alternateId,
        displayName: MOVEWORKS_ACTOR.displayName,
      },
    ]),
  ];
}
