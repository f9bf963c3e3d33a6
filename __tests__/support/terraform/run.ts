import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installProviders } from './install';
import { PLUGIN_CACHE, installation } from './real-providers';

/** What a command said, and how it ended. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables of a process environment. */
export type Environment = Readonly<Record<string, string>>;

/** The environment in which Terraform finds the stand-ins in a mirror, and nothing of this machine's settings. */
export function terraformEnvironment(mirror = installProviders().folder): Environment {
  const settings = join(mkdtempSync(join(tmpdir(), 'terraform-settings-')), 'terraform.tfrc');
  writeFileSync(settings, `disable_checkpoint = true\n${installation(mirror)}`);
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    TF_CLI_CONFIG_FILE: settings,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    // A command is over before there is much to collect.
    GOGC: 'off',
    GOMEMLIMIT: '1GiB',
    // Otherwise Terraform and the stand-ins would have to exchange certificates.
    TF_DISABLE_PLUGIN_TLS: '1',
    ...PLUGIN_CACHE,
  };
}

/** Runs Terraform in a folder. */
export function terraform(folder: string, args: readonly string[], environment: Environment): Run {
  const { status, stdout, stderr, error } = spawnSync('terraform', args, {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  return { status: status ?? -1, stdout, stderr };
}

/** The same; a failure is thrown with all that Terraform said. */
export function succeed(folder: string, args: readonly string[], environment: Environment): string {
  const { status, stdout, stderr } = terraform(folder, args, environment);
  if (status !== 0)
    throw new Error(`terraform ${args.join(' ')} in ${folder} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
