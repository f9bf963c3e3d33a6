import type { AccessPlan } from '../../src/access-plan/access-plan';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { findings } from '../../src/cloudformation/findings';
import { NO_STACK_SETS } from '../../src/cloudformation/manifest';
import { cloudFormationOutput } from '../../src/cloudformation/output';
import { terraformJson } from '../../src/constructs/terraform-json';
import { type Diagnostic, hasErrors } from '../../src/diagnostics/diagnostic';
import type { IamData } from '../../src/iam/iam-data';
import { lint } from '../../src/lint/lint';
import { location } from '../../src/diagnostics/source';
import { hostKind } from '../../src/oidc/issuer';
import { renderOutput } from '../../src/render/output';
import type { Template } from '../../__tests__/support/cloudformation/resolved';
import { deployed, stackSetsIn } from '../../__tests__/support/cloudformation/templates';
import { checkReferences } from '../targets/references';
import { memoryFiles } from './memory-files';

/** Texts that a project consists of, and which of them it is read by. */
export interface Texts {
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  readonly lock?: string;
}

/** What is said of a project, and what would be written: nothing if anything is wrong. */
export interface Emitted {
  readonly diagnostics: readonly Diagnostic[];
  /** Texts of files by path. */
  readonly output?: ReadonlyMap<string, string>;
}

/** Resolves and emits a project as `render` and `cloudformation` do, but in memory; without data about IAM it is not linted. */
export function emitted({ files, main, lock: lockFile }: Texts, iam?: IamData): Emitted {
  const folder = memoryFiles(files);
  const [bindings, wrong] = parseBindings(main, files.get(main) ?? '', folder);
  if (!bindings) return { diagnostics: wrong };
  const idsRequired = hostKind(bindings.github.host ?? 'github.com') !== 'ghes';
  const lockText = files.get(lockFile ?? '') ?? 'version: 1\n';
  const [lock, wrongLock] = parseLock(lockFile ?? 'bindings.lock.yaml', lockText, idsRequired);
  const [access, wrongAccess] = resolveAccess(bindings, lock, folder);
  const resolved = [...wrong, ...wrongLock, ...wrongAccess];
  if (hasErrors(resolved)) return { diagnostics: resolved };
  const clock = { today: '2026-11-24', overdue: 'warning' } as const;
  const linted = iam ? lint({ bindings, lock, access, iam, clock }).diagnostics : [];
  const diagnostics = [...resolved, ...linted];
  if (hasErrors(diagnostics)) return { diagnostics };
  const { stackSets, files: templates } = cloudFormationOutput(access.plan.accounts, NO_STACK_SETS);
  const input = { stackSets, before: NO_STACK_SETS, access, accountsAt: location(bindings.source, ['accounts']) };
  const deployments = deploymentsOf(templates, hasErrors(findings(input)));
  return { diagnostics, output: new Map([...terraformOf(access.plan), ...deployments]) };
}

function terraformOf(plan: AccessPlan): ReadonlyMap<string, string> {
  const stacks = terraformJson(plan);
  for (const stack of stacks.values()) checkReferences(stack);
  return renderOutput(plan, stacks).files;
}

/**
 * What CloudFormation makes of the templates in each account: it throws where it would evaluate text of a user. What the command
 * refuses is given as it stands.
 */
function deploymentsOf(files: ReadonlyMap<string, string>, isRefused: boolean): ReadonlyMap<string, string> {
  if (!isRefused)
    return new Map([...deployed(files)].map(([id, resources]) => [`${id}.json`, JSON.stringify(resources)]));
  return new Map(
    stackSetsIn(files).stack_sets.flatMap(({ template, accounts }) =>
      accounts.map((id) => {
        const { Resources } = JSON.parse(files.get(template) ?? '') as Template;
        return [`${id}.json`, JSON.stringify(Resources)] as const;
      }),
    ),
  );
}
