/**
 * The machine: a device token that came to an account with the actor, and was no owner's before, marks whatever it is on.
 */
import { count, grouped, list } from '../../words.ts';
import type { Growth } from '../growth.ts';

const DAY_MICROS = 86_400_000_000;
/** A machine is somebody's own that worked on so many days … */
const OWN_DAYS = 3;
/** … from the first days of the account's known life on. */
const OWN_LEAD_MICROS = 3 * DAY_MICROS;

/** Follows the device behind a chain row, where its log tells one; each device is judged once. */
export function linkDevice(growth: Growth, row: number): void {
  const { facts } = growth;
  const device = facts.machines.device(row);
  if (device === 0 || growth.devices.has(device) || growth.ownDevices.has(device)) return;
  const rows = facts.machines.rowsOfDevice(device);
  const users = new Set(Array.from(rows, (one) => facts.identity(one)).filter((identity) => identity >= 0));
  const owners = new Set([...users].filter((identity) => isOwnMachine(growth, identity, device)));
  if (owners.size > 0) {
    growth.ownDevices.add(device);
    // A machine of many is a terminal; on one person's machine other people's accounts have no business.
    if (owners.size === 1) linkBorrowed(growth, row, device, rows, owners);
    return;
  }
  const name = facts.machines.deviceName(device);
  const names = list([...users].map((identity) => facts.view.identities[identity]!.display));
  const node = growth.node({
    kind: 'session',
    value: `session:${name}`,
    label: name,
    link: 'session',
    parent: row,
    about: 'device',
    weight: 0.95,
    why: `The device ${name} is nobody's own machine here, and the chain shows it in the actor's hands: all ${grouped(rows.length)} records of it are the actor's (${count(users.size, 'account')}: ${names}).`,
  });
  growth.devices.set(device, node);
  for (const one of rows) growth.join(one, node);
}

/** Accounts that were used on somebody else's own machine, from which the chain has a record: whoever owns it used them. */
function linkBorrowed(
  growth: Growth,
  row: number,
  device: number,
  rows: Uint32Array,
  owners: ReadonlySet<number>,
): void {
  const { facts } = growth;
  const borrowed = rows.filter((one) => facts.identity(one) >= 0 && !owners.has(facts.identity(one)));
  if (borrowed.length === 0) return;
  const name = facts.machines.deviceName(device);
  const [owner] = [...owners].map((identity) => facts.view.identities[identity]!.display);
  const others = new Set(Array.from(borrowed, (one) => facts.view.identities[facts.identity(one)]!.display));
  const node = growth.node({
    kind: 'session',
    value: `session:${name}`,
    label: name,
    link: 'session',
    parent: row,
    about: 'borrowed',
    weight: 0.9,
    why: `The device ${name} is ${owner}'s own machine, and the chain has a record from it; the accounts of others that were used on it (${list([...others])}, ${count(borrowed.length, 'record')}) were used by the same hands.`,
  });
  for (const one of borrowed) growth.join(one, node);
}

/** Whether somebody worked with a machine from early on and for days; what is new to an account may be the actor's. */
function isOwnMachine(growth: Growth, identity: number, device: number): boolean {
  const { facts } = growth;
  const habit = facts.habits(identity).devices.get(device);
  if (!habit) return false;
  return habit.days >= OWN_DAYS && habit.first <= facts.life(identity).first + OWN_LEAD_MICROS;
}
