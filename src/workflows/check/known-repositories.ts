import type { Diagnostic } from '../../diagnostics/diagnostic';
import { readAction } from '../read/read-action';
import { readWorkflow } from '../read/read-workflow';
import { usesTarget } from '../read/uses';
import type { CompositeAction, Workflow } from '../read/workflow';
import type { RepositoryFiles } from './check';

/** The repositories whose files are at hand: the one that is checked, and those that it calls. */
export interface KnownRepositories {
  readonly own: { readonly workflows: readonly Workflow[] };
  /** What cannot be read of the own workflows. */
  readonly unreadable: readonly Diagnostic[];
  /** The workflow that another one calls, as far as it is at hand. */
  readonly called: (uses: string, from: Workflow) => Workflow | undefined;
  /** The same; `none` if its repository is at hand and has no such file, which is none that cannot be read either. */
  readonly calls: (uses: string, from: Workflow) => Workflow | undefined | 'none';
  readonly action: (repository: string, path: string) => CompositeAction | undefined;
  /** The actions of the own repository that were read so far. */
  readonly actionsRead: () => readonly CompositeAction[];
}

/** Reads what is at hand; repositories by `owner/name` in any letter case. */
export function knownRepositories(
  fullName: string,
  files: RepositoryFiles,
  others: ReadonlyMap<string, RepositoryFiles>,
): KnownRepositories {
  const lower = (name: string) => name.toLowerCase();
  const all = new Map([...[...others].map(([name, each]) => [lower(name), each] as const), [lower(fullName), files]]);
  const read = new Map<string, ReadonlyMap<string, ReturnType<typeof readWorkflow>>>();
  const workflowsOf = (repository: string) => {
    const found =
      read.get(repository) ??
      new Map((all.get(repository)?.workflows ?? []).map((file) => [file.path, readWorkflow(file)] as const));
    read.set(repository, found);
    return found;
  };
  const calls: KnownRepositories['calls'] = (uses, from) => {
    const target = usesTarget(uses);
    if (!target || !/^\.github\/workflows\//.test(target.path)) return undefined;
    const repository = lower(target.repository ?? from.repository);
    if (!all.has(repository)) return undefined;
    const found = workflowsOf(repository).get(target.path);
    return found ? found[0] : 'none';
  };
  const actions = new Map<string, CompositeAction | undefined>();
  const own = [...workflowsOf(lower(fullName)).values()];
  return {
    own: { workflows: own.flatMap(([workflow]) => workflow ?? []) },
    unreadable: own.flatMap(([, diagnostics]) => diagnostics),
    calls,
    called: (uses, from) => {
      const found = calls(uses, from);
      return found === 'none' ? undefined : found;
    },
    action: (repository, path) => {
      const key = JSON.stringify([lower(repository), path]);
      if (!actions.has(key)) {
        const file = all.get(lower(repository))?.action(path);
        actions.set(key, file && readAction(file));
      }
      return actions.get(key);
    },
    actionsRead: () =>
      [...actions.values()].flatMap((action) => (action && lower(action.repository) === lower(fullName) ? action : [])),
  };
}
