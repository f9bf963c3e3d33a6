import { resolveAccess } from '../../src/access-plan/resolve';
import type { Files } from '../../src/bindings/files';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { createIamData } from '../../src/cli/iam-data';
import { type Diagnostic, type Severity, hasErrors } from '../../src/diagnostics/diagnostic';
import { rangeOf } from '../../src/diagnostics/source';
import { type Linted, lint } from '../../src/lint/lint';
import type { Rule } from '../../src/lint/rule';

/** Texts to lint, and how. */
export interface LintTextOptions {
  readonly bindings: string;
  readonly lock: string;
  /** Included files by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly today?: string;
  readonly overdue?: Severity;
  /** Default: all. */
  readonly rules?: readonly Rule[];
}

/** What is said of texts that stand in no file. */
export function lintText({ today = '2026-11-24', overdue = 'error', ...input }: LintTextOptions): Linted {
  const files: Files = {
    read: (file) => {
      const text = input.files?.[file];
      return text === undefined ? { problem: 'does not exist' } : { file, text };
    },
    list: (pattern) => (input.files?.[pattern] === undefined ? [] : [pattern]),
  };
  const [bindings, wrong] = parseBindings('bindings.yaml', input.bindings, files);
  if (!bindings) return { diagnostics: wrong, waived: [] };
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', input.lock, true);
  const [access, wrongAccess] = resolveAccess(bindings, lock, files);
  const all = [...wrong, ...wrongLock, ...wrongAccess];
  if (hasErrors(all)) return { diagnostics: all, waived: [] };
  return lint({ bindings, lock, access, iam: createIamData(), clock: { today, overdue } }, input.rules);
}

/** Diagnostics in short: file, line, severity and rule. */
export function inShort(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ at, severity, rule }) => `${at.source.file}:${rangeOf(at).line} ${severity} ${rule}`);
}
