import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { load } from '../../src/cli/load';
import { appOf, stacksOf } from '../support/synth';
import { describeWorld } from '../support/terraform/available';
import { leastWorld } from '../support/terraform/least-world';
import { WORLD_FILE_NAME } from '../support/github/files';
import { localGitHub } from '../support/terraform/git-hub';
import { terraformEnvironment } from '../support/terraform/run';
import { WORLD_FILE, writeWorld } from '../support/terraform/world';

Testing.setupJest();

const { plan } = load({ bindings: join(__dirname, '../../examples/single-account/bindings.yaml') });
if (!plan) throw new Error('the example has errors');
const stacks = stacksOf(appOf(plan)).map((stack) => [stack.node.id, stack] as const);

describeWorld("CDKTF's own matchers", () => {
  const before = process.env;

  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'world-'));
    const world = join(folder, WORLD_FILE_NAME);
    writeWorld(leastWorld(plan), world);
    process.env = {
      ...terraformEnvironment(),
      ...localGitHub.environment(folder),
      [WORLD_FILE]: world,
      AWS_ACCESS_KEY_ID: plan.accounts[0]?.id ?? '',
      GITHUB_TOKEN: 'none',
    };
  });
  afterAll(() => {
    process.env = before;
  });

  it.each(stacks)('find %s valid, and plan it', (_, stack) => {
    const output = Testing.fullSynth(stack);

    expect(output).toBeValidTerraform();
    expect(output).toPlanSuccessfully();
  });
});
