/**
 * `cdktf deploy` as a user runs it, with the real CDKTF CLI on the stand-in providers: deploys an example, deploys it again,
 * and destroys it. The CLI is fetched for the run, since with 400 MB it is no dependency of this project.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { load } from '../../src/cli/load';
import { WORLD_FILE_NAME } from '../support/github/files';
import { localGitHub } from '../support/terraform/git-hub';
import { leastWorld } from '../support/terraform/least-world';
import { terraformEnvironment } from '../support/terraform/run';
import { WORLD_FILE, readWorld, writeWorld } from '../support/terraform/world';

const CLI = 'cdktf-cli@0.21.0';
const BINDINGS = 'examples/single-account/bindings.yaml';
const STACKS = ['github-protect-octo-org', 'production', 'github-publish-octo-org'];

const folder = mkdtempSync(join(tmpdir(), 'cdktf-deploy-'));
const worldFile = join(folder, WORLD_FILE_NAME);
const { plan } = load({ bindings: BINDINGS });
assert(plan, `${BINDINGS} has errors`);
const before = leastWorld(plan);
writeWorld(before, worldFile);

const environment = {
  ...terraformEnvironment(),
  ...localGitHub.environment(folder),
  [WORLD_FILE]: worldFile,
  BINDINGS,
  CI: 'true',
  // The CLI keeps settings and a cache in the home folder.
  HOME: folder,
  AWS_ACCESS_KEY_ID: plan.accounts[0]?.id ?? '',
  AWS_SECRET_ACCESS_KEY: 'none',
  GITHUB_TOKEN: 'none',
};

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env, maxBuffer: 1 << 28 });
  assert.equal(status, 0, `${command} ${args.join(' ')} ended with ${status ?? 'a signal'}:\n${stdout}${stderr}`);
  return stdout;
}

function cdktf(subcommand: string): string {
  const output = ['--output', join(folder, 'cdktf.out')];
  const command = [subcommand, '*', '--auto-approve', '--skip-provider-lock', ...output];
  return stripVTControlCharacters(run(join(folder, 'node_modules/.bin/cdktf'), command, environment));
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  run('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', CLI], process.env);

  const first = cdktf('deploy');
  assert.deepEqual(
    first.match(/Apply complete! Resources: [1-9]\d* added, 0 changed, 0 destroyed\./g)?.length,
    STACKS.length,
  );
  const order = STACKS.map((stack) => first.search(new RegExp(`^${stack} .*Creating\\.\\.\\.`, 'm')));
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
    'the stacks were not applied in their order',
  );
  const { accounts, owners } = readWorld(worldFile);
  assert.deepEqual(Object.keys(accounts['111111111111']?.roles ?? {}), ['website-deploy']);
  const environments = owners['octo-org']?.repositories['website']?.environments;
  const arn = 'arn:aws:iam::111111111111:role/website-deploy';
  assert.equal(environments?.['production']?.variables['AWS_ROLE_ARN'], arn);
  say('deployed: three stacks in their order');

  const second = cdktf('deploy');
  assert.equal(second.match(/No changes\. Your infrastructure matches the configuration\./g)?.length, STACKS.length);
  say('deployed again: nothing to do');

  cdktf('destroy');
  assert.deepEqual(readWorld(worldFile), before);
  say('destroyed: nothing is left');
} finally {
  void localGitHub.stop();
  rmSync(folder, { recursive: true, force: true });
}
