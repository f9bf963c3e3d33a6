import type { TerraformStack } from 'cdktf';
import { version } from 'cdktf/package.json';
import { RootConstruct } from 'constructs';
import type { AccessPlan } from '../access-plan/access-plan';
import { dropElements, makeStacks } from './build';
import { stableJson } from './stable-json';

/**
 * A plan as the files that CDKTF's `app.synth()` would write, texts by path: the manifest, and Terraform JSON of each stack.
 * An `App` makes its output folder at once, writes file by file, and holds the elements of all stacks at the same time.
 */
export function emit(plan: AccessPlan): ReadonlyMap<string, string> {
  const root = new RootConstruct();
  root.node.setContext('cdktfVersion', version);
  const files = new Map<string, string>();
  const stacks: Record<string, object> = {};
  for (const stack of makeStacks(root, plan)) {
    stack.prepareStack();
    stack.runAllValidations();
    stacks[stack.node.id] = stackManifest(stack);
    files.set(pathOf(stack), stableJson(stack.toTerraform()));
    dropElements(stack);
  }
  return new Map([['manifest.json', stableJson({ version, stacks })], ...files]);
}

/** What the CDKTF CLI wants to know of a stack. */
function stackManifest(stack: TerraformStack): object {
  const { id, path } = stack.node;
  return {
    name: id,
    constructPath: path,
    workingDirectory: `stacks/${id}`,
    synthesizedStackPath: pathOf(stack),
    stackMetadataPath: `stacks/${id}/metadata.json`,
    annotations: [],
    dependencies: stack.dependencies.map(({ node }) => node.path),
  };
}

function pathOf({ node }: TerraformStack): string {
  return `stacks/${node.id}/cdk.tf.json`;
}
