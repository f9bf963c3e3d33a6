import type { AccessPlan } from '../../access-plan/access-plan';
import { type Stack, readStack } from '../../changes/kept/stack';

/** Terraform JSON of the stacks of a plan, by name. */
export function terraformJsonOf(plan: AccessPlan): ReadonlyMap<string, object> {
  // Loaded here and not above: CDKTF takes longer to load than everything else.
  const { terraformJson } =
    require('../../constructs/terraform-json') as typeof import('../../constructs/terraform-json');
  return terraformJson(plan);
}

/** The stacks of a plan, as they are read from what is emitted of it. */
export function stacksOfPlan(plan: AccessPlan): ReadonlyMap<string, Stack> {
  return readStacks(terraformJsonOf(plan));
}

/** Stacks by name from their Terraform JSON. */
export function readStacks(json: ReadonlyMap<string, object>): ReadonlyMap<string, Stack> {
  return new Map([...json].map(([name, block]) => [name, readStack(name, block)]));
}
