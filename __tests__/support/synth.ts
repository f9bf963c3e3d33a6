import { Testing } from 'cdktf';
import type { TerraformStack } from 'cdktf';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { buildStacks } from '../../src/constructs/build';

/** A stack's Terraform JSON as data. */
export type TerraformJson = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Block>>>>>>;

/** A block of Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** All stacks of a plan by name, as Terraform JSON text with sorted keys and without CDKTF's metadata. */
export function synthStacks(plan: AccessPlan): ReadonlyMap<string, string> {
  const app = Testing.app({ stackTraces: false });
  buildStacks(app, plan);
  return new Map(
    app.node.children.map((stack) => [stack.node.id, `${Testing.synth(stack as TerraformStack, true)}\n`]),
  );
}

/** The same, parsed. */
export function synthJson(plan: AccessPlan): ReadonlyMap<string, TerraformJson> {
  return new Map([...synthStacks(plan)].map(([stack, text]) => [stack, JSON.parse(text) as TerraformJson]));
}
