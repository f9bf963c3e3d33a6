/**
 * The account stacks of the examples on the real provider for AWS, against moto: applied, planned again without a change, and
 * destroyed. It needs `moto_server` on the PATH (`pip install 'moto[server]==5.2.5'`) and `AWS_PROVIDER`: the path of the provider's
 * program, or `registry`.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { AccountPlan } from '../../src/access-plan/access-plan';
import { load } from '../../src/cli/load';
import { terraformJson } from '../../src/constructs/terraform-json';
import { partitionOf } from '../../src/iam/partition';
import { renderOutput } from '../../src/render/output';
import { isStandIn } from '../support/terraform/real-providers';
import { succeed, terraformEnvironment } from '../support/terraform/run';

const PORT = 5723;
const ENDPOINT = `http://127.0.0.1:${PORT}`;
const EXAMPLES = 'examples';

assert(!isStandIn('aws'), 'AWS_PROVIDER says which provider to run');
const folder = mkdtempSync(join(tmpdir(), 'moto-'));
const environment = {
  ...terraformEnvironment(folder),
  AWS_ENDPOINT_URL: ENDPOINT,
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
};

/** Those that exist already, or adopt something, would need a prepared account. */
function needsNothing({ oidcProviders, roles }: AccountPlan): boolean {
  return oidcProviders.every(({ mode }) => mode === 'create') && roles.every(({ adopted }) => !adopted);
}

/** The stacks of an example that were taken through their life. */
function live(example: string): readonly string[] {
  const { plan } = load({ bindings: join(EXAMPLES, example, 'bindings.yaml') });
  assert(plan, `${example} has errors`);
  const files = renderOutput(plan, terraformJson(plan)).files;
  const accounts = plan.accounts.filter(needsNothing);
  for (const { id, stack, region } of accounts) {
    const stackFolder = join(folder, example, stack);
    mkdirSync(stackFolder, { recursive: true });
    writeFileSync(join(stackFolder, 'main.tf.json'), files.get(`${stack}/main.tf.json`) ?? '');
    // moto knows an account by the role that is assumed there.
    const assume_role = [{ role_arn: `arn:${partitionOf(region) ?? ''}:iam::${id}:role/tests` }];
    const override = { terraform: { backend: { local: {} } }, provider: { aws: { assume_role } } };
    writeFileSync(join(stackFolder, 'override.tf.json'), JSON.stringify(override));
    const run = (...args: readonly string[]) => succeed(stackFolder, args, environment);

    run('init', '-input=false', '-no-color');
    run('apply', '-auto-approve', '-input=false', '-no-color');
    run('plan', '-detailed-exitcode', '-input=false', '-no-color');
    run('destroy', '-auto-approve', '-input=false', '-no-color');
    process.stdout.write(`${example}: ${stack} lives and goes\n`);
  }
  return accounts.map(({ stack }) => stack);
}

async function started(): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const answer = await fetch(`${ENDPOINT}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await setTimeout(100);
  }
  throw new Error('moto_server does not answer');
}

async function main(): Promise<void> {
  const moto = spawn('moto_server', ['--port', String(PORT)], { stdio: 'ignore' });
  try {
    await started();
    const stacks = readdirSync(EXAMPLES).flatMap(live);
    assert(stacks.length > 0, 'there is no stack that needs nothing');
  } finally {
    moto.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
