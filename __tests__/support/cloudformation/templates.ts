import type { AccessPlan } from '../../../src/access-plan/access-plan';
import { NO_STACK_SETS, type StackSets, STACK_SETS, parseStackSets } from '../../../src/cloudformation/manifest';
import { cloudFormationOutput } from '../../../src/cloudformation/output';
import { partitionOf } from '../../../src/iam/partition';
import { type Template, type TemplateResource, resolvedIn } from './resolved';

/** What `cloudformation` writes for a plan: texts by path. */
export function filesOfPlan(plan: AccessPlan, before: StackSets = NO_STACK_SETS): ReadonlyMap<string, string> {
  return cloudFormationOutput(plan.accounts, before).files;
}

/** The stack sets among such files. */
export function stackSetsIn(files: ReadonlyMap<string, string>): StackSets {
  const parsed = parseStackSets(files.get(STACK_SETS) ?? '');
  if (!parsed) throw new Error('the manifest is none');
  return parsed;
}

/** The resources of each account by its id, as CloudFormation resolves the template that is meant for it. */
export function deployed(
  files: ReadonlyMap<string, string>,
): ReadonlyMap<string, Readonly<Record<string, TemplateResource>>> {
  return new Map(
    stackSetsIn(files).stack_sets.flatMap(({ template, accounts, region }) =>
      accounts.map((id) => {
        const { Resources } = JSON.parse(files.get(template) ?? '') as Template;
        return [id, resolvedIn({ id, partition: partitionOf(region) ?? '' }, Resources)] as const;
      }),
    ),
  ) as ReadonlyMap<string, Readonly<Record<string, TemplateResource>>>;
}
