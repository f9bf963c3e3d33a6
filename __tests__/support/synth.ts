import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, TerraformStack, Testing } from 'cdktf';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { makeStacks } from '../../src/constructs/build';

/** A block of Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** A stack's Terraform JSON as data. */
export type TerraformJson = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Block>>>>>>;

/** The stacks of an app, in their order. */
export function stacksOf(app: App): readonly TerraformStack[] {
  return app.node.children.filter((child) => TerraformStack.isStack(child));
}

/** An app with the stacks of a plan. */
export function appOf(plan: AccessPlan): App {
  // One folder for all: by itself each app makes a new one and leaves it behind.
  const app = Testing.app({ stackTraces: false, outdir: join(tmpdir(), 'oidc-bindings-tests') });
  Array.from(makeStacks(app, plan));
  return app;
}

/** All stacks of a plan by name, as Terraform JSON text with sorted keys and without CDKTF's metadata. */
export function synthStacks(plan: AccessPlan): ReadonlyMap<string, string> {
  return new Map(stacksOf(appOf(plan)).map((stack) => [stack.node.id, `${Testing.synth(stack, true)}\n`]));
}

/** The same, parsed. */
export function synthJson(plan: AccessPlan): ReadonlyMap<string, TerraformJson> {
  return new Map([...synthStacks(plan)].map(([stack, text]) => [stack, JSON.parse(text) as TerraformJson]));
}
