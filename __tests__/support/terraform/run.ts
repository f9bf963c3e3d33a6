import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ProviderName, installProviders, platform } from './install';

/** What a command said, and how it ended. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables of a process environment. */
export type Environment = Readonly<Record<string, string>>;

/**
 * Where real providers are: `registry`, or the folder of a mirror. Without accounts of their own they can be asked for no more
 * than `init` and `validate`.
 */
export const REAL_PROVIDERS = process.env['TERRAFORM_PROVIDERS'];

/**
 * The real GitHub provider, to be run in place of the stand-in: the path of its program, or `registry` for the newest that the
 * configurations allow.
 */
export const GITHUB_PROVIDER = process.env['GITHUB_PROVIDER'];

/** Whether nothing but stand-ins is run, which need not be installed. */
export const ONLY_STAND_INS = REAL_PROVIDERS === undefined && GITHUB_PROVIDER === undefined;

/** Whether a stand-in is run for a provider. */
export function isStandIn(name: ProviderName): boolean {
  return name !== 'github' || GITHUB_PROVIDER === undefined;
}

/** Where Terraform finds the real GitHub provider: `registry`, or the folder of a mirror that has it alone. */
export function realGitHubProvider(): string | undefined {
  if (GITHUB_PROVIDER === undefined || GITHUB_PROVIDER === 'registry') return GITHUB_PROVIDER;
  const mirror = mkdtempSync(join(tmpdir(), 'terraform-mirror-'));
  const folder = join(mirror, 'registry.terraform.io/integrations/github', BUILT, platform());
  mkdirSync(folder, { recursive: true });
  symlinkSync(resolve(GITHUB_PROVIDER), join(folder, `terraform-provider-github_v${BUILT}`));
  return mirror;
}

/** A version of no release, that of a program which somebody built. */
const BUILT = '6.999.0';

/** The environment in which Terraform finds providers in a mirror, and nothing of this machine's settings. */
export function terraformEnvironment(mirror = REAL_PROVIDERS ?? installProviders().folder): Environment {
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
    ...(REAL_PROVIDERS === undefined && { TF_DISABLE_PLUGIN_TLS: '1' }),
  };
}

function installation(mirror: string): string {
  if (mirror === 'registry') return '';
  return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
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
