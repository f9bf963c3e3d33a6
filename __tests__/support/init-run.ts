/** Runs `init` with the GitHub of a test: `init-run.ts URL OPTIONS`, on whatever terminal it is given. */
import { Command } from 'commander';
import { type InitOptions, init } from '../../src/cli/commands/init';
import { program } from '../../src/cli/cli';
import { run } from '../../src/cli/exit-code';

const [, , baseUrl = '', ...options] = process.argv;
const command = program(() => undefined).commands.find((each) => each.name() === 'init') ?? new Command();
command.action((given: InitOptions) => run(() => init(given, { baseUrl, secondMs: 1 })));
command.parse(options, { from: 'user' });
