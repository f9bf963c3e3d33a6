import type { AccessPlan, AccountPlan, StackPlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { policyJson } from '../iam/policy-document';
import { GITIGNORE, MANIFEST, type Manifest, type RenderedStack } from './manifest';

/** All files of a rendered plan, by path, and the manifest that is one of them. */
export interface Output {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, string>;
}

/** The folder in which `render` works, below that of its output; empty and gone when a run ends. */
export const WORK_FOLDER = '.render';

/** What must not be committed. The lock file of the providers, `.terraform.lock.hcl`, belongs into git. */
const IGNORED = `# State, plans and what Terraform downloads. Commit .terraform.lock.hcl.
.terraform/
*.tfstate
*.tfstate.*
*.tfplan
tfplan
crash.log
crash.*.log
/${WORK_FOLDER}/
`;

/** The committed form of a plan: Terraform JSON for each stack, by `stacks`, and the policies of each role. */
export function renderOutput({ protect, accounts, publish }: AccessPlan, stacks: ReadonlyMap<string, object>): Output {
  const files = new Map([[GITIGNORE, IGNORED]]);
  const rendered = [...protect, ...accounts, ...publish].map((plan) => {
    const own = stackFiles(plan, stacks.get(plan.stack) ?? {});
    for (const [file, data] of own) files.set(`${plan.stack}/${file}`, jsonText(data));
    return renderedStack(plan, [...own.keys()]);
  });
  const manifest: Manifest = { version: 1, files: [GITIGNORE], stacks: rendered };
  files.set(MANIFEST, jsonText(manifest));
  return { manifest, files };
}

function stackFiles(plan: StackPlan | AccountPlan, terraform: object): ReadonlyMap<string, object> {
  const roles = 'roles' in plan ? plan.roles : [];
  const policies = roles.flatMap(({ binding, trust, permissions }) => [
    [`policies/${address(binding)}.json`, policyJson(trust)] as const,
    ...(permissions.length > 0
      ? [[`policies/${address(binding)}.permissions.json`, policyJson(permissions)] as const]
      : []),
  ]);
  return new Map([['main.tf.json', terraform], ...policies]);
}

function renderedStack(plan: StackPlan | AccountPlan, files: readonly string[]): RenderedStack {
  return {
    stack: plan.stack,
    dir: plan.stack,
    ...('id' in plan && { account_id: plan.id }),
    ...('retired' in plan && plan.retired && { retired: true }),
    depends_on: plan.dependsOn,
    files,
  };
}

/** JSON as it is written into files. */
export function jsonText(data: object): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
