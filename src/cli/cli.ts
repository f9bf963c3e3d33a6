import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type LintOptions, lint } from './commands/lint';
import { type MatrixOptions, matrix } from './commands/matrix';
import { type RenderOptions, render } from './commands/render';
import { schema } from './commands/schema';
import { type SynthOptions, synth } from './commands/synth';
import { isDay } from '../diagnostics/day';
import { EXIT, type ExitCode, run } from './exit-code';
import { FORMATS } from './report';

/** The command line, without running it: the help texts in README and `help` are made from it, too. */
export function program(execute: (command: () => ExitCode) => void = run): Command {
  const cli = new Command('oidc-bindings')
    .description('Which GitHub repository may assume which AWS role: one file, emitted as Terraform JSON.')
    .helpOption('-h, --help', 'show this text')
    .helpCommand(false)
    .showHelpAfterError('(see --help)')
    .exitOverride();
  withInput(cli.command('synth'))
    .description('emit Terraform JSON for CDKTF, and say what was emitted')
    .option('--out <dir>', 'output directory (default: CDKTF_OUTDIR, else cdktf.out)')
    .action((options: SynthOptions) => execute(() => synth(options)));
  withInput(cli.command('render'))
    .description('write Terraform JSON to be committed, or check that it is up to date')
    .option('--out <dir>', 'folder of the committed Terraform', 'terraform')
    .option('--check', 'write nothing, print what would change, and fail if anything would')
    .option('--forget <stack...>', 'give up stacks that are gone from the input, and remove their files')
    .action((options: RenderOptions) => execute(() => render(options)));
  withInput(cli.command('lint'))
    .description('say what is wrong with the bindings, or with trust policies of others, and write nothing')
    .addOption(
      new Option(
        '--policy <file>',
        'instead of bindings: IAM trust policies, as JSON or as `aws iam list-roles` and its like print them',
      ).conflicts(['bindings', 'lock']),
    )
    .action((options: LintOptions) => execute(() => lint(options)));
  withInput(cli.command('matrix'), false)
    .description('print the stacks in the order of a roll-out, as JSON for GitHub Actions')
    .option('--out <dir>', 'folder of the committed Terraform', 'terraform')
    .option('--changed-since <rev>', 'only stacks whose committed Terraform differs from a revision')
    .action((options: MatrixOptions) => execute(() => matrix(options)));
  cli
    .command('schema')
    .description('print the JSON Schema of bindings.yaml, for editors')
    .action(() => execute(schema));
  for (const command of cli.commands) command.helpOption('-h, --help', 'show this text').exitOverride();
  return cli;
}

function withInput(command: Command, hasFormats = true): Command {
  command
    .option('--bindings <file>', 'bindings file (default: BINDINGS, else bindings.yaml)')
    .option('--lock <file>', 'lock file (default: beside the bindings file, .lock.yaml)');
  if (hasFormats)
    command.addOption(new Option('--format <format>', 'form of the findings').choices(FORMATS).default('text'));
  return command
    .addOption(
      new Option(
        '--today <date>',
        'the day on which waivers are judged, as YYYY-MM-DD (default: today, UTC)',
      ).argParser(day),
    )
    .option('--strict', 'let warnings fail, too')
    .option('--quiet', 'say nothing but findings')
    .option('--no-color', 'no colours (as NO_COLOR)');
}

function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('A day is written YYYY-MM-DD.');
  return text;
}

/** Runs the command line; a wrong one ends with exit code 2. */
export function main(args: readonly string[]): void {
  try {
    program().parse(args);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  }
}
