import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccessPlan, StackPlan } from '../access-plan/access-plan';
import { AccountStack } from './account-stack';
import { ProtectStack } from './protect-stack';
import { PublishStack } from './publish-stack';
import { withoutStackTraces } from './stack-traces';

/**
 * Makes the stacks of a plan one after the other, in the order in which they are applied: what is done with one can be done,
 * and its elements dropped, before the next one is made.
 */
export function* makeStacks(app: Construct, { protect, accounts, publish }: AccessPlan): Generator<TerraformStack> {
  const stacks = new Map<string, TerraformStack>();
  const add = (plan: StackPlan, stack: TerraformStack) => {
    stacks.set(plan.stack, stack);
    for (const name of plan.dependsOn) stack.addDependency(known(stacks, name));
    return stack;
  };
  for (const plan of protect)
    yield add(
      plan,
      withoutStackTraces(() => new ProtectStack(app, plan)),
    );
  for (const plan of accounts)
    yield add(
      plan,
      withoutStackTraces(() => new AccountStack(app, plan)),
    );
  for (const plan of publish)
    yield add(
      plan,
      withoutStackTraces(() => new PublishStack(app, plan)),
    );
}

/** Drops what a stack was made of; others may still depend on it. */
export function dropElements({ node }: TerraformStack): void {
  for (const child of node.children) node.tryRemoveChild(child.node.id);
}

function known(stacks: ReadonlyMap<string, TerraformStack>, name: string): TerraformStack {
  const stack = stacks.get(name);
  if (!stack) throw new Error(`internal error: no stack ${name} was made before one that depends on it`);
  return stack;
}
