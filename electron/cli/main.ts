/** The command line: names, options and exit codes that scripts depend on. Each command is one file. */
import { Command, CommanderError, Option } from 'commander';
import { Failure } from '../../shared/base/failure.ts';
import { keepHeapSmall, VERSION } from '../engine/index.ts';
import { type ExitCode, failureLine } from './print.ts';

/** Runs one command. Answers the exit code: 0 done, 1 failed, 2 wrong usage, 3 done but some input was not understood. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  keepHeapSmall();
  let code: ExitCode = 0;
  // `throughline events … | head` closes the pipe: that is an end, not a failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const program = new Command('throughline')
    .description('Reconstructs incidents from Okta, Atlassian, AWS CloudTrail and VPC flow logs, offline.')
    .version(VERSION, '-v, --version')
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} });
  const json = new Option('--json', 'one JSON document on stdout (JSONL where it lists)');
  /** Commands are loaded when they run: `--version` should not wait for the engine. */
  const run =
    <A extends unknown[]>(action: (...args: A) => Promise<ExitCode>) =>
    async (...args: A): Promise<void> => {
      code = await action(...args);
    };

  program
    .command('import <case> <paths...>')
    .description('read files and folders into a case file, creating it if absent')
    .option('--as <importer>', 'read every file with this importer instead of recognising it')
    .option('--timezone <zone>', 'IANA zone of times that state none', 'UTC')
    .option('--vpc-format <format>', 'field order of VPC flow logs without a header')
    .option(
      '--map <mapping>',
      'columns of files that nobody recognises: time=Date,actor=User,srcIp="IP address"',
    )
    .addOption(
      new Option('--time-format <format>', 'how the column of times is written (iso by default)').choices([
        'iso',
        'seconds',
        'milliseconds',
        'microseconds',
      ]),
    )
    .option('--skew <seconds>', 'added to every time of these files: a layer that `clock --undo` takes back')
    .option('--no-recurse', 'do not enter folders in folders')
    .addOption(json)
    .action(
      run(async (path, paths, options) => (await import('./import.ts')).importCommand(path, paths, options)),
    );
  program
    .command('info <case>')
    .description('sources, ledger, time range, counts, versions')
    .addOption(json)
    .action(run(async (path, options) => (await import('./info.ts')).infoCommand(path, options)));
  program
    .command('events <case> [query...]')
    .description('normalised events in order of time')
    .addOption(
      new Option('--format <format>', 'output').choices(['table', 'jsonl', 'csv', 'timesketch', 'l2tcsv']),
    )
    .option('--raw', 'the exact original records instead')
    .option('--limit <n>', 'at most this many')
    .option('--out <file>', 'write to a new file instead of stdout')
    .addOption(json)
    .action(
      run(async (path, query, options) => (await import('./events.ts')).eventsCommand(path, query, options)),
    );
  program
    .command('identities <case>')
    .description('resolved identities with their aliases, class and why')
    .addOption(json)
    .action(run(async (path, options) => (await import('./identities.ts')).identitiesCommand(path, options)));
  const reason = new Option('--reason <text>', 'why, for the custody log and beside the aliases');
  program
    .command('link <case> <a> <b>')
    .description('make two identities one: each an alias, an id or a name')
    .addOption(reason)
    .addOption(json)
    .action(run(async (path, a, b, options) => (await import('./link.ts')).linkCommand(path, a, b, options)));
  program
    .command('unlink <case> <a> <b>')
    .description('part two names of one identity, whatever the records say')
    .addOption(reason)
    .addOption(json)
    .action(
      run(async (path, a, b, options) => (await import('./link.ts')).unlinkCommand(path, a, b, options)),
    );
  program
    .command('chain <case>')
    .description('the attack chain from one or more seeds')
    .requiredOption(
      '--from <seed...>',
      'an event id, native:<id>, identity:<alias>, ip:<address> or credential:<id>; may be repeated',
    )
    .addOption(json)
    .action(run(async (path, options) => (await import('./chain.ts')).chainCommand(path, options)));
  program
    .command('lookup <addresses...>')
    .description('kind, country and network of addresses, from databases on this machine')
    .addOption(json)
    .action(
      run(async (addresses, options) => (await import('./lookup.ts')).lookupCommand(addresses, options)),
    );
  program
    .command('verify <case>')
    .description('recompute every hash and sum of a case, and its custody chain')
    .option('--head <hash>', 'a head of the custody log that was written down: it must stand in the log')
    .addOption(json)
    .action(run(async (path, options) => (await import('./verify.ts')).verifyCommand(path, options)));
  program
    .command('clock <case>')
    .description('corrections of clocks and zones: a layer over the times that were read')
    .option('--file <path>', 'for the files of this name in the case')
    .option('--source <source>', 'for one source type')
    .option('--timezone <zone>', 'IANA zone of times that state none')
    .option('--skew <seconds>', 'added to every time')
    .option('--reason <text>', 'why, for the custody log')
    .option('--undo <id>', 'take one correction back')
    .addOption(json)
    .action(run(async (path, options) => (await import('./clock.ts')).clockCommand(path, options)));
  program
    .command('custody <case>')
    .description('who did what with the case, and the head of the chain')
    .addOption(json)
    .action(run(async (path, options) => (await import('./custody.ts')).custodyCommand(path, options)));
  program
    .command('serve [case]')
    .description('open the app in a browser on 127.0.0.1')
    .option('--port <n>', 'port to listen on (a free one by default)')
    .option('--no-open', 'print the address only')
    .action(run(async (path, options) => (await import('./serve.ts')).serveCommand(path, options)));
  program
    .command('demo')
    .description('import the sample case, print its chain, open the app')
    .option('--no-open', 'stop after the printout')
    .option('--out <file>', 'where the case file is written')
    .action(run(async (options) => (await import('./demo.ts')).demoCommand(options)));

  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return failed(error, program);
  }
}

function failed(error: unknown, program: Command): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code === 'commander.help') {
      process.stderr.write(program.helpInformation());
      return 2;
    }
    process.stderr.write(`error: ${error.message.replace(/^error: /, '')} — see throughline --help\n`);
    return 2;
  }
  process.stderr.write(`${failureLine(error)}\n`);
  return error instanceof Failure && error.code === 'usage' ? 2 : 1;
}
