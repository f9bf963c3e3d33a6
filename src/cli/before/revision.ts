import { resolveAccess } from '../../access-plan/resolve';
import type { Bindings } from '../../bindings/bindings';
import { emptyLock, parseLock } from '../../bindings/lock';
import { parseBindings } from '../../bindings/parse';
import type { Earlier } from '../../changes/kept/context';
import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic';
import { rangeOf } from '../../diagnostics/source';
import { hostKind } from '../../oidc/issuer';
import { lockPathFor } from '../files';
import { type RevisionFiles, openRevision } from './revision-files';
import { stacksOfPlan } from './stacks';

/** An input as it was at a revision, as far as the present program makes sense of it. */
export interface RevisionInput {
  /** Nothing if the bindings file was not there, or means nothing. */
  readonly earlier?: Earlier;
  /** What stands in the way, in words; with errors some of the input may be missing from what is compared. */
  readonly wrong: readonly string[];
}

/** Reads and resolves an input as it was at a revision. */
export function inputAt(revision: string, bindingsPath: string, lockPath = lockPathFor(bindingsPath)): RevisionInput {
  return resolveRevision(revision, openRevision(revision, bindingsPath), bindingsPath, lockPath);
}

/**
 * Resolves an input of before. A later program may find errors in it that were none: what can be resolved is, and the rest is
 * told.
 */
export function resolveRevision(
  label: string,
  before: RevisionFiles,
  bindingsPath: string,
  lockPath: string,
): RevisionInput {
  const main = before.main(bindingsPath);
  if (!main) return { wrong: [] };
  const [bindings, wrongBindings] = parseBindings(main.file, main.text, before.files);
  if (!bindings) return { wrong: sentences(wrongBindings) };
  const [lock, wrongLock] = lockAt(before, lockPath, bindings);
  const [access, wrongAccess] = resolveAccess(bindings, lock, before.files);
  const all = [...wrongBindings, ...wrongLock, ...wrongAccess];
  const wrong = hasErrors(all) ? sentences(all) : [];
  const stacks = wrong.length === 0 ? stacksOfPlan(access.plan) : orNothing(() => stacksOfPlan(access.plan));
  return { earlier: stacks && { stacks, label, words: { access, lock } }, wrong };
}

function lockAt(before: RevisionFiles, path: string, { github }: Bindings) {
  const found = before.main(path);
  const idsRequired = hostKind(github.host ?? 'github.com') !== 'ghes';
  return found ? parseLock(found.file, found.text, idsRequired) : ([emptyLock(path), []] as const);
}

function sentences(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ at, message, rule }) => `${at.source.file}:${rangeOf(at).line}: ${message.split('\n')[0] ?? ''} [${rule}]`);
}

/** A plan with errors was never meant to be built. */
function orNothing<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
