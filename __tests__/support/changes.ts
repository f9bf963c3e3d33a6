import { resolveAccess } from '../../src/access-plan/resolve';
import type { Files } from '../../src/bindings/files';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { resolveRevision } from '../../src/cli/before/revision';
import type { RevisionFiles } from '../../src/cli/before/revision-files';
import { changesFrom } from '../../src/cli/before/since';
import { stacksOfPlan } from '../../src/cli/before/stacks';
import { createIamData } from '../../src/cli/iam-data';
import { hasErrors, sortDiagnostics } from '../../src/diagnostics/diagnostic';
import { type Linted, lint } from '../../src/lint/lint';
import { RULES } from '../../src/lint/registry';
import { hostKind } from '../../src/oidc/issuer';

/** The texts of an input. */
export interface InputTexts {
  readonly bindings: string;
  readonly lock: string;
}

const TODAY = '2026-11-24';

/** What is said of a change of texts, as `lint --since main` says it; with `lintRules: false` of the change alone. */
export function lintChange(before: InputTexts, after: InputTexts, { lintRules = true } = {}): Linted {
  const [bindings, wrong] = parseBindings('bindings.yaml', after.bindings, filesOf(after));
  if (!bindings) return { diagnostics: sortDiagnostics(wrong), waived: [] };
  const [lock, wrongLock] = parseLock(
    'bindings.lock.yaml',
    after.lock,
    hostKind(bindings.github.host ?? 'github.com') !== 'ghes',
  );
  const [access, wrongAccess] = resolveAccess(bindings, lock, filesOf(after));
  const all = [...wrong, ...wrongLock, ...wrongAccess];
  if (hasErrors(all)) return { diagnostics: sortDiagnostics(all), waived: [] };
  const earlier = resolveRevision('main', revisionOf(before), 'bindings.yaml', 'bindings.lock.yaml');
  const diagnostics = changesFrom('main', earlier, { bindings, lock, access }, () => stacksOfPlan(access.plan));
  const context = { bindings, lock, access, iam: createIamData(), clock: { today: TODAY, overdue: 'error' } } as const;
  return lint(context, lintRules ? RULES : [], { diagnostics, complete: true });
}

function revisionOf(texts: InputTexts): RevisionFiles {
  const files = filesOf(texts);
  return {
    files,
    main: (path) => {
      const found = files.read(path, '.');
      return 'problem' in found ? undefined : found;
    },
  };
}

function filesOf({ bindings, lock }: InputTexts): Files {
  const texts: Readonly<Record<string, string>> = { 'bindings.yaml': bindings, 'bindings.lock.yaml': lock };
  return {
    read: (file) => {
      const text = texts[file];
      return text === undefined || text === '' ? { problem: 'does not exist' } : { file, text };
    },
    list: () => [],
  };
}
