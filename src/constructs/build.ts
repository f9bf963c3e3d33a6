import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccessPlan, StackPlan } from '../access-plan/access-plan';
import { AccountStack } from './account-stack';
import { ProtectStack } from './protect-stack';
import { PublishStack } from './publish-stack';

/** Makes the stacks of a plan, in the order in which they are applied. */
export function buildStacks(app: Construct, { protect, accounts, publish }: AccessPlan): void {
  const stacks = new Map<string, TerraformStack>();
  const addAll = <P extends StackPlan>(plans: readonly P[], make: (plan: P) => TerraformStack) => {
    for (const plan of plans) {
      const stack = make(plan);
      stacks.set(plan.stack, stack);
      for (const name of plan.dependsOn) stack.addDependency(known(stacks, name));
    }
  };
  addAll(protect, (plan) => new ProtectStack(app, plan));
  addAll(accounts, (plan) => new AccountStack(app, plan));
  addAll(publish, (plan) => new PublishStack(app, plan));
}

function known(stacks: ReadonlyMap<string, TerraformStack>, name: string): TerraformStack {
  const stack = stacks.get(name);
  if (!stack) throw new Error(`internal error: no stack ${name} was made before one that depends on it`);
  return stack;
}
