import { visibleText } from '../../shared/base/text.ts';
import type { AddressInfo } from '../../shared/events/origin.ts';
import { addressFacts, sourceWords } from '../../shared/report/address-words.ts';
import { ATTRIBUTION, Engine } from '../engine/index.ts';
import { type ExitCode, line, printJson, table } from './print.ts';

/** What is known of addresses, from the databases on this machine; no case is needed. */
export async function lookupCommand(
  addresses: readonly string[],
  options: { json?: boolean },
): Promise<ExitCode> {
  const engine = new Engine();
  const found = addresses.map((ip) => engine.call('address.describe', { ip }));
  if (options.json) {
    printJson({ addresses: found, attribution: ATTRIBUTION });
    return problemsOf(found).length > 0 ? 3 : 0;
  }
  line(
    table(
      ['address', 'facts'],
      found.map((info) => [info.ip, addressFacts(info)]),
    ),
  );
  line();
  for (const words of new Set(found.flatMap(({ sources }) => sources.map(sourceWords))))
    line(visibleText(words));
  for (const problem of problemsOf(found)) line(visibleText(`not used: ${problem}`));
  line(ATTRIBUTION);
  return problemsOf(found).length > 0 ? 3 : 0;
}

function problemsOf(found: readonly AddressInfo[]): readonly string[] {
  return [...new Set(found.flatMap(({ problems }) => problems))];
}
