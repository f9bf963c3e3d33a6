import { Command, InvalidArgumentError } from 'commander';
import { runEdits } from './edits/run-edits';
import { runFaults } from './faults/run-faults';
import { fuzzFields } from './fields/run-fields';
import { type RunOptions, fuzzFiles } from './run-files';
import { createTargets } from './targets';

const cli = new Command('fuzz').description('Gives hostile input to everything that reads files of users.');

withOptions(cli.command('files', { isDefault: true }), 100_000)
  .description('change bytes, keys and values of files, and read them')
  .argument(
    '[targets...]',
    `of ${createTargets()
      .map(({ name }) => name)
      .join(', ')} (default: all)`,
  )
  .action((names: readonly string[], options: RunOptions) => finish(fuzzFiles(names, options)));
withOptions(cli.command('fields'), 500)
  .description('put odd texts into every field of every file format, and look for them in what is emitted')
  .action((options: RunOptions) => finish(fuzzFields(options)));

withOptions(cli.command('faults'), 310)
  .description('kill what writes, fill its disk, take its folder away, run it twice at once')
  .argument('[commands...]', 'of render, synth, lock (default: all)')
  .action(async (names: readonly string[], options: RunOptions) => finish(await runFaults(names, options)));

withOptions(cli.command('edits'), 300)
  .description('take files through random edits, apply each, and look for what is lost without a word')
  .action(async (options: RunOptions) => finish(await runEdits(options)));

cli.parseAsync().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});

function withOptions(command: Command, count: number): Command {
  return command
    .option('--count <n>', 'how many inputs', whole, count)
    .option('--seed <n>', 'where to begin', whole, Date.now() % 1_000_000_000);
}

function finish(nothingFound: boolean): void {
  process.exitCode = nothingFound ? 0 : 1;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is wanted.');
  return Number(text);
}
