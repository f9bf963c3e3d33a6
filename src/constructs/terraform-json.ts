import type { TerraformStack } from 'cdktf';
import { RootConstruct } from 'constructs';
import type { AccessPlan } from '../access-plan/access-plan';
import { dropElements, makeStacks } from './build';

/** A block of Terraform JSON, with its keys in order. */
export type TerraformBlock = Readonly<Record<string, unknown>>;

/**
 * Terraform JSON of every stack by name, in the order in which they are applied: what {@link emit} writes, without CDKTF's
 * metadata and without the backend that it sets where the plan has none. An `App` would make its output folder at once.
 */
export function terraformJson(plan: AccessPlan): ReadonlyMap<string, TerraformBlock> {
  const root = new RootConstruct();
  const { protect, accounts, publish } = plan;
  const withBackend = new Set(
    [...protect, ...accounts, ...publish].filter(({ backend }) => backend).map(({ stack }) => stack),
  );
  const configurations = new Map<string, TerraformBlock>();
  for (const stack of makeStacks(root, plan)) {
    configurations.set(stack.node.id, configuration(stack, withBackend.has(stack.node.id)));
    dropElements(stack);
  }
  return configurations;
}

function configuration(stack: TerraformStack, hasBackend: boolean): TerraformBlock {
  stack.prepareStack();
  stack.runAllValidations();
  const { '//': _, terraform, data, resource, ...rest } = stack.toTerraform() as Record<string, TerraformBlock>;
  const { backend, ...settings } = terraform ?? {};
  return sorted({
    ...rest,
    terraform: hasBackend ? { ...settings, backend } : settings,
    ...(data && { data: withoutMetadata(data) }),
    ...(resource && { resource: withoutMetadata(resource) }),
  }) as TerraformBlock;
}

/** Only blocks of resources and data sources carry metadata; elsewhere a `//` may be a name that the user chose. */
function withoutMetadata(blocks: TerraformBlock): TerraformBlock {
  return mapValues(blocks, (ofType) =>
    mapValues(ofType as TerraformBlock, (block) => {
      const { '//': _, ...rest } = block as TerraformBlock;
      return rest;
    }),
  );
}

function mapValues(block: TerraformBlock, change: (value: unknown) => unknown): TerraformBlock {
  return Object.fromEntries(Object.entries(block).map(([key, value]) => [key, change(value)]));
}

function sorted(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sorted);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, value]) => [key, sorted(value)]));
}
