/**
 * Machines in the cloud, known by three names: the instance in CloudTrail's role sessions, its interface in flow logs, its
 * address in both ends of a flow. Whoever holds the machine holds its role, and the other way round.
 */
import { count, moment } from '../../words.ts';
import type { CaseFacts } from '../facts.ts';
import type { Growth } from '../growth.ts';

const HOUR_MICROS = 3_600_000_000;
/** The role may be used outside a little before the flows show that the machine obeys. */
const LEAD_MICROS = HOUR_MICROS;

/** A machine whose role the actor uses from outside is in the actor's hands: its inside address is watched. */
export function linkInstances(growth: Growth): void {
  const { facts } = growth;
  for (const [identity, { row }] of [...growth.held]) {
    const host = hostOf(facts, facts.machines.instanceOf(identity));
    const outside =
      facts.isExternal(facts.columns.srcIp[row]!) && growth.hostile.has(facts.columns.srcIp[row]!);
    if (host !== 0 && outside && !growth.compromised.has(host)) growth.compromised.set(host, row);
  }
}

/** The role of a machine that obeys the actor, used from where the machine is not. */
export function linkRoleOf(growth: Growth, host: number, cause: number): void {
  const { facts } = growth;
  const { srcIp } = facts.columns;
  const instance = instanceAt(facts, host);
  if (instance === null) return;
  const since = facts.time(cause) - LEAD_MICROS;
  for (const index of facts.machines.rolesOf(instance)) {
    const { addresses } = facts.habits(index);
    const isOutside = (row: number): boolean =>
      facts.isExternal(srcIp[row]!) && (addresses.get(srcIp[row]!)?.first ?? Number.NaN) >= since;
    const rows = facts.rowsOfIdentity(index).filter(isOutside);
    if (rows.length === 0) continue;
    const hostName = facts.view.text('srcIp', host) ?? '';
    const node = growth.identityNode(index, {
      link: 'credential',
      parent: cause,
      about: instance,
      weight: 0.85,
      why: `${instance} is the machine at ${hostName}, which obeys the actor since ${moment(facts.time(cause))}; its role was then used from addresses where the machine never was (${count(rows.length, 'record')}).`,
    });
    for (const row of rows) growth.join(row, node);
  }
}

/** Code of the inside address of an instance; 0 where no record ties it to an interface with flows. */
function hostOf(facts: CaseFacts, instance: string | null): number {
  if (instance === null) return 0;
  for (const name of facts.machines.interfacesOf(instance)) {
    const host = facts.machines.hostOfInterface(name);
    if (host !== 0) return host;
  }
  return 0;
}

/** The instance whose interface wrote the flows of an inside address. */
function instanceAt(facts: CaseFacts, host: number): string | null {
  const [flow] = facts.peersOf(host).flatMap((peer) => peer.rows.slice(0, 1));
  if (flow === undefined) return null;
  const name = facts.view.text('system', facts.columns.system[flow]!) ?? '';
  return facts.machines.hostOfInterface(name) === host ? facts.machines.instanceOfInterface(name) : null;
}
