/** What a run record says about the program and the machine. */
import { arch, platform, release, userInfo } from 'node:os';
import { nowMicros } from '../../../shared/base/time.ts';
import { IMPORTERS } from '../../../shared/importers/registry.ts';
import type { Custodian } from '../store/custody.ts';
import type { RunStart } from '../store/runs.ts';
import { VERSION } from '../version.ts';

/** `args`: what was asked. */
export function runStart(sqlite: string, args: Readonly<Record<string, unknown>>): RunStart {
  const { electron } = process.versions;
  const { user, examiner, zone } = custodian();
  return {
    started: nowMicros(),
    product: `throughline ${VERSION}`,
    versions: { node: process.versions.node, sqlite, ...(electron === undefined ? {} : { electron }) },
    importers: Object.fromEntries(IMPORTERS.map(({ id, version }) => [id, version])),
    host: `${platform()} ${release()} ${arch()}`,
    hostZone: zone,
    user,
    examiner,
    arguments: args,
  };
}

/** Who acts now. The examiner's name comes from `THROUGHLINE_EXAMINER`. */
export function custodian(): Custodian {
  return {
    user: userName(),
    examiner: process.env.THROUGHLINE_EXAMINER ?? null,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    tool: `throughline ${VERSION}`,
  };
}

/** The operating system's name for who runs this; it may have none (a container without a user list). */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.getuid === undefined ? 'unknown' : `uid ${process.getuid()}`;
  }
}
