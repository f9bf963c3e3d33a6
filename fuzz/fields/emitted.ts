import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { terraformJson } from '../../src/constructs/terraform-json';
import { type Diagnostic, hasErrors } from '../../src/diagnostics/diagnostic';
import { hostKind } from '../../src/oidc/issuer';
import { renderOutput } from '../../src/render/output';
import { checkSentence } from '../targets/project';
import { checkReferences } from '../targets/references';
import { memoryFiles } from './memory-files';

/** Texts that a project consists of, and which of them it is read by. */
export interface Texts {
  readonly files: ReadonlyMap<string, string>;
  readonly main: string;
  readonly lock?: string;
}

/** What comes of a project: what is wrong, or all text that is written. */
export type Emitted =
  | { readonly refused: readonly Diagnostic[] }
  | {
      /** Texts of Terraform JSON, which Terraform takes for templates, and texts that are read as they stand. */
      readonly terraform: readonly string[];
      readonly plain: readonly string[];
    };

/** Resolves and emits a project, whatever lint rules say of it. */
export function emitted({ files, main, lock: lockFile }: Texts): Emitted {
  const folder = memoryFiles(files);
  const [bindings, wrong] = parseBindings(main, files.get(main) ?? '', folder);
  if (!bindings) return refused(wrong);
  const idsRequired = hostKind(bindings.github.host ?? 'github.com') !== 'ghes';
  const lockText = files.get(lockFile ?? '') ?? 'version: 1\n';
  const [lock, wrongLock] = parseLock(lockFile ?? 'bindings.lock.yaml', lockText, idsRequired);
  const [{ plan }, wrongAccess] = resolveAccess(bindings, lock, folder);
  const all = [...wrong, ...wrongLock, ...wrongAccess];
  if (hasErrors(all)) return refused(all);
  const stacks = terraformJson(plan);
  for (const stack of stacks.values()) checkReferences(stack);
  const written = [...renderOutput(plan, stacks).files].filter(([path]) => !path.endsWith('.gitignore'));
  const textsIn = (isTerraform: boolean) =>
    written
      .filter(([path]) => path.endsWith('.tf.json') === isTerraform)
      .flatMap(([path, text]) => [path, ...textsOf(JSON.parse(text))]);
  return { terraform: textsIn(true), plain: textsIn(false) };
}

function refused(diagnostics: readonly Diagnostic[]): Emitted {
  for (const { message } of diagnostics) checkSentence(message);
  return { refused: diagnostics };
}

/** All texts in data, keys included. */
function textsOf(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [key, ...textsOf(value)]);
}
