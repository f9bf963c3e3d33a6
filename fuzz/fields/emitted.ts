import type { AccessPlan } from '../../src/access-plan/access-plan';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { terraformJson } from '../../src/constructs/terraform-json';
import { type Diagnostic, hasErrors } from '../../src/diagnostics/diagnostic';
import type { IamData } from '../../src/iam/iam-data';
import { lint } from '../../src/lint/lint';
import { hostKind } from '../../src/oidc/issuer';
import { renderOutput } from '../../src/render/output';
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

/** Resolves and emits a project as `render` does, but in memory; without data about IAM it is not linted. */
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
  return hasErrors(diagnostics) ? { diagnostics } : { diagnostics, output: outputOf(access.plan) };
}

function outputOf(plan: AccessPlan): ReadonlyMap<string, string> {
  const stacks = terraformJson(plan);
  for (const stack of stacks.values()) checkReferences(stack);
  return renderOutput(plan, stacks).files;
}
