/**
 * Machines as logs tell them apart: the device token behind an Okta record, and the instance, the interface and the inside
 * address by which one machine of the cloud goes in CloudTrail and in flow logs. Each index is one pass over the distinct sets
 * of targets, made when first asked for.
 */
import type { CaseView, Columns } from '../case-view.ts';
import { groupBy } from '../group.ts';
import { isPublicAddress } from './address.ts';
import { mergeRows } from './rows.ts';

/** Devices by the number of their name; 0 is none. */
interface DeviceIndex {
  /** Code of a set of targets → device. */
  readonly ofSet: Map<number, number>;
  readonly names: string[];
  /** Device → codes of the sets that name it. */
  readonly sets: number[][];
}

interface InstanceIndex {
  readonly interfaces: Map<string, string[]>;
  readonly instances: Map<string, string>;
}

export class Machines {
  private readonly view: CaseView;
  private readonly columns: Columns;
  private devices: DeviceIndex | null = null;
  private instances: InstanceIndex | null = null;
  private roles: ReadonlyMap<string | null, readonly number[]> | null = null;
  private readonly hosts = new Map<string, number>();

  constructor(view: CaseView, columns: Columns) {
    this.view = view;
    this.columns = columns;
  }

  /** The device behind a row (Okta's hash of the device token) as a number; 0 where its log tells none. */
  device(row: number): number {
    const set = this.columns.targets[row]!;
    return set === 0 ? 0 : (this.deviceIndex().ofSet.get(set) ?? 0);
  }

  deviceName(device: number): string {
    return this.deviceIndex().names[device] ?? '';
  }

  /** Rows of a device, in time order. */
  rowsOfDevice(device: number): Uint32Array {
    const sets = this.deviceIndex().sets[device] ?? [];
    return mergeRows(
      this.columns,
      sets.map((set) => this.view.rows('targets', set)),
    );
  }

  /** The instance whose role session an identity is (EC2 names the session after it), or null. */
  instanceOf(identity: number): string | null {
    for (const { kind, value } of this.view.identities[identity]!.aliases) {
      const found = kind === 'role-session' ? /[/:](i-[0-9a-f]{8,17})$/.exec(value) : null;
      if (found) return found[1]!;
    }
    return null;
  }

  /** Indices of the identities that are role sessions of an instance; one pass over all when first asked. */
  rolesOf(instance: string): readonly number[] {
    this.roles ??= groupBy(this.view.identities.keys(), (identity) => this.instanceOf(identity));
    return this.roles.get(instance) ?? [];
  }

  /** Interfaces of an instance, as records that name both tie them. */
  interfacesOf(instance: string): readonly string[] {
    return this.instanceIndex().interfaces.get(instance) ?? [];
  }

  instanceOfInterface(name: string): string | null {
    return this.instanceIndex().instances.get(name) ?? null;
  }

  /** Code of the inside address that most flows of an interface have at one end; 0 where there are none. */
  hostOfInterface(name: string): number {
    let host = this.hosts.get(name);
    if (host !== undefined) return host;
    const { srcIp, dstIp } = this.columns;
    const times = new Map<number, number>();
    for (const row of this.view.rows('system', this.view.code('system', name))) {
      for (const address of [srcIp[row]!, dstIp[row]!])
        if (address !== 0) times.set(address, (times.get(address) ?? 0) + 1);
    }
    const inside = [...times].filter(([code]) => !isPublicAddress(this.view.text('srcIp', code) ?? ''));
    host = inside.sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
    this.hosts.set(name, host);
    return host;
  }

  private instanceIndex(): InstanceIndex {
    if (this.instances) return this.instances;
    const index: InstanceIndex = { interfaces: new Map(), instances: new Map() };
    for (let set = 1; set <= this.view.codeCount('targets'); set++) {
      const targets = this.view.targetsOf(set);
      const of = (type: string): string[] =>
        targets.flatMap((target) => (target.type === type && target.id !== null ? [target.id] : []));
      const [instances, interfaces] = [of('instance'), of('network-interface')];
      // Several machines started at once do not say whose an interface is.
      if (instances.length !== 1 || interfaces.length === 0) continue;
      index.interfaces.set(instances[0]!, interfaces);
      for (const name of interfaces) index.instances.set(name, instances[0]!);
    }
    this.instances = index;
    return index;
  }

  private deviceIndex(): DeviceIndex {
    if (this.devices) return this.devices;
    const index: DeviceIndex = { ofSet: new Map(), names: [''], sets: [[]] };
    const numbers = new Map<string, number>();
    for (let set = 1; set <= this.view.codeCount('targets'); set++) {
      const name = this.view.targetsOf(set).find(({ type }) => type === 'device')?.id;
      if (name === undefined || name === null) continue;
      const number = numbers.get(name) ?? index.names.length;
      if (!numbers.has(name)) {
        numbers.set(name, number);
        index.names.push(name);
        index.sets.push([]);
      }
      index.ofSet.set(set, number);
      index.sets[number]!.push(set);
    }
    this.devices = index;
    return index;
  }
}
