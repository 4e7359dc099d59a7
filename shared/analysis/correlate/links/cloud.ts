/**
 * What the actor did to the cloud's network: an address that a rule was opened for, and the flows of a machine that the actor
 * started.
 */
import { count, moment } from '../../words.ts';
import type { Growth } from '../growth.ts';
import { linkAddress } from './source-ip.ts';

/** Actions that let an address in (EC2 API reference; the action names of CloudTrail are those of the API). */
const OPENS =
  /^(?:AuthorizeSecurityGroupIngress|ModifySecurityGroupRules|CreateNetworkAclEntry|ReplaceNetworkAclEntry)$/;
const STARTS = /^(?:RunInstances|CreateNetworkInterface|AttachNetworkInterface)$/;

/** Follows a chain row that opened a way in or started a machine. */
export function followCloud(growth: Growth, row: number): void {
  const { view, columns } = growth.facts;
  const action = view.text('action', columns.action[row]!) ?? '';
  if (OPENS.test(action)) followOpening(growth, row);
  if (STARTS.test(action)) followMachine(growth, row);
}

function followOpening(growth: Growth, row: number): void {
  const { facts } = growth;
  const { view, columns } = facts;
  for (const { ip } of view.relatedOf(columns.related[row]!)) {
    const address = view.code('srcIp', ip);
    if (address === 0 || !facts.isExternal(address)) continue;
    const rows = facts.profile(address).rows.filter((one) => facts.time(one) >= facts.time(row));
    const node = growth.node({
      kind: 'ip',
      value: `ip:${ip}`,
      label: ip,
      link: 'network',
      parent: row,
      weight: 0.9,
      why: `A record of the chain opened a way in for ${ip} at ${moment(facts.time(row))}; ${count(rows.length, 'record')} from or to it follow.`,
    });
    for (const one of rows) if (facts.isFlow(one)) growth.join(one, node);
    linkAddress(growth, address, row, 'stray');
  }
}

function followMachine(growth: Growth, row: number): void {
  const { facts } = growth;
  const { view, columns } = facts;
  for (const { type, id } of view.targetsOf(columns.targets[row]!)) {
    if (type !== 'network-interface' || id === null) continue;
    const flows = view.rows('system', view.code('system', id)).filter((one) => facts.isFlow(one));
    if (flows.length === 0) continue;
    const node = growth.node({
      kind: 'host',
      value: `host:${id}`,
      label: id,
      link: 'network',
      parent: row,
      weight: 0.9,
      why: `A record of the chain started the machine with the interface ${id} at ${moment(facts.time(row))}; its ${count(flows.length, 'flow')} are the actor's.`,
    });
    for (const one of flows) {
      // Scanners knock at every door, at the actor's too.
      const isKnock = facts.failed(one) && facts.isExternal(columns.srcIp[one]!);
      if (facts.time(one) >= facts.time(row) && !isKnock) growth.join(one, node);
    }
  }
}
