import { Command, CommanderError, Option } from 'commander';
import { checkout, claimValue, contextValue, day, gates, issuerHost, notEmpty, oneMore } from './arguments';
import { type CheckWorkflowsOptions, checkWorkflows } from './commands/check-workflows';
import { type CloudFormationOptions, cloudFormation } from './commands/cloudformation';
import { CHANGE_FORMATS, type DiffOptions, diff } from './commands/diff';
import { type InitOptions, init } from './commands/init';
import { type LintOptions, lint } from './commands/lint';
import { type LockOptions, lock } from './commands/lock';
import { type MatrixOptions, matrix } from './commands/matrix';
import { type RenderOptions, render } from './commands/render';
import { type SchemaOptions, schema } from './commands/schema';
import { type SimulateEitherOptions, simulateEither } from './commands/simulate-either';
import { type SynthOptions, synth } from './commands/synth';
import { type WorkflowOptions, workflow } from './commands/workflow';
import { EXIT, type Execution, run } from './exit-code';
import { UnusablePath } from './files';
import { packageVersion } from './package-root';
import { FORMATS } from './report';
import { give, guardStreams, tell } from './streams';

const SINCE =
  'git revision that was applied last: say what the change since then would destroy or weaken without a word';

/** The command line, without running it: the help texts in README and `help` are made from it, too. */
export function program(execute: (command: Execution) => void | Promise<void> = run): Command {
  const cli = new Command('oidc-bindings')
    .description('Which GitHub repository may assume which AWS role: one file, emitted as Terraform JSON.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'show this text')
    .helpCommand(false)
    .showHelpAfterError('(see --help)')
    .configureOutput({ writeOut: give, writeErr: tell })
    .exitOverride();
  cli
    .command('init')
    .description('write a first bindings file with its lock file, and a workflow, from a few answers')
    .option('--bindings <file>', 'where to write (default: bindings.yaml)', notEmpty)
    .option('--lock <file>', 'lock file (default: beside the bindings file, .lock.yaml)', notEmpty)
    .option(
      '--workflow <file>',
      'workflow for the repository (default: workflows/deploy.yml beside the bindings file)',
      notEmpty,
    )
    .option('--owner <login>', 'owner of the repository at GitHub')
    .option('--repository <name>', 'repository whose jobs log in to AWS')
    .option('--environment <name>', 'environment in which they run (default: production)')
    .option('--account-id <id>', 'AWS account')
    .option('--region <region>', 'region in which they work (default: us-east-1)')
    .addOption(
      new Option(
        '--oidc-provider <mode>',
        'whether to make the OIDC provider, or use one that is there (default: create)',
      ).choices(['create', 'existing']),
    )
    .option('--preset <name>', 'what the jobs do (docs/presets.md)')
    .option('--parameter <name=value...>', 'what the preset has to be told')
    .option('--owner-id <id>', 'where GitHub does not answer: the id of the owner')
    .option('--repository-id <id>', 'where GitHub does not answer: the id of the repository')
    .option('--environment-exists', 'where GitHub does not answer: the environment is there already')
    .option('--no-color', 'no colors (as NO_COLOR)')
    .action((options: InitOptions) => execute(() => init(options)));
  withInput(cli.command('synth'))
    .description('emit Terraform JSON for CDKTF, and say what was emitted')
    .option('--out <dir>', 'output directory (default: CDKTF_OUTDIR, else cdktf.out)', notEmpty)
    .option('--since <rev>', SINCE, notEmpty)
    .action((options: SynthOptions) => execute(() => synth(options)));
  withInput(cli.command('render'))
    .description('write Terraform JSON to be committed, or check that it is up to date')
    .option('--out <dir>', 'folder of the committed Terraform', notEmpty, 'terraform')
    .option('--check', 'write nothing, print what would change, and fail if anything would')
    .option('--forget <stack...>', 'give up stacks that are gone from the input, and remove their files')
    .option('--since <rev>', SINCE, notEmpty)
    .action((options: RenderOptions) => execute(() => render(options)));
  withInput(cli.command('cloudformation'))
    .description('write CloudFormation templates of the accounts for StackSets, or check that they are up to date')
    .option('--out <dir>', 'folder of the committed templates', notEmpty, 'cloudformation')
    .option('--check', 'write nothing, print what would change, and fail if anything would')
    .action((options: CloudFormationOptions) => execute(() => cloudFormation(options)));
  withInput(cli.command('lint'))
    .argument('[file]', 'bindings file, as --bindings', notEmpty)
    .description('say what is wrong with the bindings, or with trust policies of others, and write nothing')
    .addOption(
      new Option(
        '--policy <file>',
        'instead of bindings: IAM trust policies, as JSON or as `aws iam list-roles` and its like print them',
      )
        .argParser(notEmpty)
        .conflicts(['bindings', 'lock', 'since']),
    )
    .option('--since <rev>', SINCE, notEmpty)
    .action((file: string | undefined, options: LintOptions) =>
      execute(() => lint(file === undefined ? options : withFile(file, options))),
    );
  withInput(cli.command('lock'))
    .description('ask GitHub about the repositories in use, and record the answers')
    .option('--check', 'write nothing, say what has changed at GitHub, and fail if anything has')
    .option('--prune', 'remove entries and environments that nothing uses any more')
    .option('--partial', 'write what was learnt even if not everything could be asked')
    .addOption(
      new Option(
        '--forget <name...>',
        'ask nobody, and forget what Terraform lets go of: owner/name, or owner/name:environment',
      ).conflicts(['check', 'prune', 'partial']),
    )
    .action((options: LockOptions) => execute(() => lock(options)));
  withInput(cli.command('workflow'), false)
    .argument('<binding>', 'binding by which its jobs log in')
    .description('print a workflow whose jobs log in by a binding')
    .option('--account <name>', 'only the job for one account')
    .option('--repository <name>', 'the repository it is for, where the binding trusts several')
    .action((binding: string, options: WorkflowOptions) => execute(() => workflow(binding, options)));
  cli
    .command('simulate')
    .description("say which roles a job gets, or whether a trust policy lets a job's token in, and why")
    .option('--repository <name>', 'the repository of the job: judged by all roles of the bindings')
    .option('--environment <name>', 'environment of the job')
    .option('--branch <name>', "branch that it runs on (default: the repository's default branch)")
    .option('--tag <name>', 'tag that it runs on')
    .option('--pull-request <number>', 'pull request that it runs for')
    .option('--merge-queue <base>', 'branch for whose merge queue it runs')
    .option('--event <name>', 'trigger of the run, where subjects or refs depend on it')
    .option(
      '--workflow-ref <ref>',
      'workflow file that defines the job, as octo-org/web/.github/workflows/deploy.yml@refs/heads/main',
    )
    .addOption(new Option('--claim <name=value...>', 'further claims, such as actor=octocat').argParser(claimValue))
    .option('--token <file>', "instead of all this: the job's token, or its payload as JSON", notEmpty)
    .option('--bindings <file>', 'bindings file (default: BINDINGS, else bindings.yaml)', notEmpty)
    .option('--lock <file>', 'lock file (default: beside the bindings file, .lock.yaml)', notEmpty)
    .option('--policy <file>', 'instead of bindings: one IAM trust policy as JSON', notEmpty)
    .option('--claims <file>', "with --policy: the token's payload as JSON, or the token itself", notEmpty)
    .addOption(
      new Option(
        '--issuer <url>',
        "with --policy: who issued the token (default: its iss, else github.com's)",
      ).argParser(issuerHost),
    )
    .addOption(
      new Option(
        '--context <key=value...>',
        'with --policy: values of condition keys that only STS knows, such as aws:SourceIp',
      ).argParser(contextValue),
    )
    .addOption(new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text'))
    .option('--no-color', 'no colors (as NO_COLOR)')
    .action((options: SimulateEitherOptions) => execute(() => simulateEither(options)));
  cli
    .command('diff')
    .argument('[from]', 'IAM trust policy as it was, as JSON', notEmpty)
    .argument('[to]', 'IAM trust policy as it is to be', notEmpty)
    .description('say whose jobs gain and lose a role by a change of its trust policy, with one of them as proof')
    .addOption(
      new Option(
        '--fail-on <changes>',
        'fail on these, separated by commas: widened, removed, replaced, destroyed, weakened and the like',
      ).argParser(gates),
    )
    .addOption(new Option('--accept <id>', 'let the change with this id pass (repeatable)').argParser(oneMore))
    .addOption(new Option('--format <format>', 'form of the answer').choices(CHANGE_FORMATS).default('text'))
    .option('--no-color', 'no colors (as NO_COLOR)')
    .action((from: string | undefined, to: string | undefined, options: DiffOptions) =>
      execute(() => diff(from, to, options)),
    );
  withInput(cli.command('check-workflows'))
    .argument('<dir>', 'checkout of the repository, or the folder of its workflows', notEmpty)
    .requiredOption('--repository <name>', 'the repository that the workflows are of')
    .addOption(
      new Option(
        '--also <name=dir...>',
        'checkouts of other repositories, whose workflows and actions are called, as octo-org/shared=../shared',
      ).argParser(checkout),
    )
    .option('--all <dir>', 'a folder of checkouts of other repositories, as NAME or OWNER/NAME', notEmpty)
    .description('say of every login of a repository whether it works, fails or cannot be told, and why')
    .action((folder: string, options: CheckWorkflowsOptions) => execute(() => checkWorkflows(folder, options)));
  withInput(cli.command('matrix'), false)
    .description('print the stacks in the order of a roll-out, as JSON for GitHub Actions')
    .option('--out <dir>', 'folder of the committed Terraform', notEmpty, 'terraform')
    .option('--changed-since <rev>', 'only stacks whose committed Terraform differs from a revision', notEmpty)
    .action((options: MatrixOptions) => execute(() => matrix(options)));
  cli
    .command('schema')
    .description('print the JSON Schema of bindings.yaml, for editors')
    .option('--included', 'instead: of a file that bindings.yaml includes')
    .action((options: SchemaOptions) => execute(() => schema(options)));
  for (const command of cli.commands) command.helpOption('-h, --help', 'show this text').exitOverride();
  return cli;
}

/** A file that is named without an option; one that is named by an option, too, cannot be meant. */
function withFile(file: string, options: LintOptions): LintOptions {
  if (options.policy !== undefined || options.bindings !== undefined)
    throw new UnusablePath(`\`${file}\` is one file too many: name it or write an option, not both`);
  return { ...options, bindings: file };
}

function withInput(command: Command, hasFormats = true): Command {
  command
    .option('--bindings <file>', 'bindings file (default: BINDINGS, else bindings.yaml)', notEmpty)
    .option('--lock <file>', 'lock file (default: beside the bindings file, .lock.yaml)', notEmpty);
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
    .option('--no-color', 'no colors (as NO_COLOR)');
}

/** Runs the command line; a wrong one ends with exit code 2. */
export function main(args: readonly string[]): void {
  guardStreams(EXIT.usage);
  try {
    program().parse(args);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  }
}
