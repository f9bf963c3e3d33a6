import type { AccountPlan } from '../access-plan/access-plan';
import { jsonLayout } from './json-layout';
import { STACK_SETS, type StackSets, importTemplatePath, resourcesToImportPath } from './manifest';
import { type PlannedStackSet, planStackSets } from './stack-sets';
import { type AccountTemplate, accountTemplates, templateText } from './template';

/** The account side of a plan for CloudFormation: the stack sets, and all files by path. */
export interface CloudFormationOutput {
  readonly stackSets: readonly PlannedStackSet[];
  readonly files: ReadonlyMap<string, string>;
}

/** What is to be written, where `before` was written last. */
export function cloudFormationOutput(accounts: readonly AccountPlan[], before: StackSets): CloudFormationOutput {
  const stackSets = planStackSets(accountTemplates(accounts), before);
  const manifest: StackSets = {
    stack_sets: stackSets.map(({ set }) => set),
    retired: accounts.filter(({ retired }) => retired).map(({ name }) => name),
  };
  const files = new Map([[STACK_SETS, jsonLayout(manifest)]]);
  for (const { set, templates } of stackSets) {
    files.set(set.template, templates[0]?.text ?? '');
    for (const [path, text] of importFiles(set.template, templates)) files.set(path, text);
  }
  return { stackSets, files };
}

/**
 * With what an import change set adopts what exists. It takes nothing but what is imported, so that it has a template of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
function importFiles(path: string, templates: readonly AccountTemplate[]): ReadonlyMap<string, string> {
  return new Map(
    templates.flatMap(({ account, partition, resources }): (readonly [string, string])[] => {
      const adopted = resources.filter(({ identifier }) => identifier);
      if (adopted.length === 0) return [];
      const ids = new Set(adopted.map(({ id }) => id));
      const alone = adopted.map(({ resource, ...rest }) => {
        const after = resource.DependsOn?.filter((each) => ids.has(each)) ?? [];
        return { ...rest, resource: { ...resource, DependsOn: after.length > 0 ? after : undefined } };
      });
      const toImport = adopted.map(({ id, resource, identifier }) => ({
        ResourceType: resource.Type,
        LogicalResourceId: id,
        ResourceIdentifier: identifier,
      }));
      return [
        [importTemplatePath(path), templateText(alone, { id: account.id, partition })],
        [resourcesToImportPath(account.id), jsonLayout(toImport)],
      ];
    }),
  );
}
