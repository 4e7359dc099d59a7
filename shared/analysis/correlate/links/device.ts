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

export function linkDevice(growth: Growth, row: number): void {
  const { facts } = growth;
  const device = facts.device(row);
  if (device === 0 || growth.devices.has(device) || growth.ownDevices.has(device)) return;
  const rows = facts.rowsOfDevice(device);
  const users = new Set(Array.from(rows, (one) => facts.identity(one)).filter((identity) => identity >= 0));
  if ([...users].some((identity) => isOwnMachine(growth, identity, device))) {
    growth.ownDevices.add(device);
    return;
  }
  const name = facts.deviceName(device);
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

/** Whether somebody worked with a machine from early on and for days; what is new to an account may be the actor's. */
function isOwnMachine(growth: Growth, identity: number, device: number): boolean {
  const { facts } = growth;
  const habit = facts.habits(identity).devices.get(device);
  if (!habit) return false;
  return habit.days >= OWN_DAYS && habit.first <= facts.life(identity).first + OWN_LEAD_MICROS;
}
