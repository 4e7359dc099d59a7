import { formatMicros } from '../../shared/base/time.ts';
import { formatBytes } from '../../shared/events/message.ts';
import { printCoverage } from './coverage.ts';
import { bytesTable, ledgerTable } from './import.ts';
import { type ExitCode, grouped, line, printJson, table } from './print.ts';
import { withCase } from './with-case.ts';

export async function infoCommand(path: string, options: { json?: boolean }): Promise<ExitCode> {
  const { info, coverage } = await withCase(path, (engine) => ({
    info: engine.call('case.info', {}),
    coverage: engine.call('coverage.get', {}),
  }));
  if (options.json) {
    printJson({ ...info, coverage });
    return 0;
  }
  line(
    `${info.name}  ${formatBytes(info.size)}  ${grouped(info.events)} events, ${grouped(info.undated)} undated`,
  );
  if (info.from !== null && info.to !== null) {
    line(`from ${formatMicros(info.from)}`);
    line(`to   ${formatMicros(info.to)}`);
  }
  line(`${grouped(info.identities)} identities, ${grouped(info.addresses)} addresses`);
  line();
  line(
    table(
      ['source', 'events'],
      info.bySource.map(({ source, events }) => [source, events]),
    ),
  );
  line();
  line(ledgerTable(info.files));
  line();
  line(bytesTable(info.files));
  line();
  printCoverage(coverage);
  line();
  const { people, rotations, exposed, exposedNotRotated } = info.facts;
  if (people > 0) line(`${grouped(people)} roster entries`);
  if (rotations > 0)
    line(
      `${grouped(rotations)} entries of rotation lists: ${grouped(exposed)} exposed, ${grouped(exposedNotRotated)} of them without a rotation`,
    );
  if (info.corrections > 0)
    line(`${grouped(info.corrections)} clock corrections hold: see \`throughline clock\``);
  line(`custody head ${info.custodyHead}`);
  line(`ledger ${info.closed ? 'closed' : 'NOT CLOSED'}`);
  const { throughline, schema, sqlite, node } = info.versions;
  line(`throughline ${throughline}, case format ${schema}, SQLite ${sqlite}, Node.js ${node}`);
  return 0;
}
