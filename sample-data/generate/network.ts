/** The company's hosts that write flow logs. */
import { ATLASSIAN_ENI, ATLASSIAN_HOST, ATLASSIAN_INSTANCE, SAO_PAULO_CONSOLE } from './facts.ts';
import { rng } from './rng.ts';
import type { Interface } from './vendors/vpcflow.ts';

const random = rng('network');
const host = (stream: Interface['stream'], ip: string, managed = false): Interface => ({
  stream,
  ip,
  eni: `eni-0${random.hex(16)}`,
  instance: managed ? null : `i-0${random.hex(16)}`,
});

export const ATLASSIAN: Interface = {
  stream: 'vpcflow/tools',
  ip: ATLASSIAN_HOST,
  eni: ATLASSIAN_ENI,
  instance: ATLASSIAN_INSTANCE,
};

export const NET = {
  buildFarm: ['10.40.20.11', '10.40.20.12', '10.40.20.13', '10.40.20.14'].map((ip) =>
    host('vpcflow/tools', ip),
  ),
  toolsNat: host('vpcflow/tools', '10.40.1.8', true),
  bastion: host('vpcflow/tools', '10.40.2.5'),
  loadBalancers: ['10.20.1.20', '10.20.1.21'].map((ip) => host('vpcflow/prod', ip, true)),
  web: ['10.20.4.31', '10.20.4.32', '10.20.4.33', '10.20.4.34', '10.20.4.35', '10.20.4.36'].map((ip) =>
    host('vpcflow/prod', ip),
  ),
  database: host('vpcflow/prod', '10.20.8.12', true),
  cache: host('vpcflow/prod', '10.20.8.40', true),
  console: host('vpcflow/saopaulo', SAO_PAULO_CONSOLE),
  saoPauloEdge: ['10.90.4.31', '10.90.4.32'].map((ip) => host('vpcflow/saopaulo', ip)),
} as const;
