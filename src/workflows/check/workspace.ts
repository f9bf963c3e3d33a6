import type { Lookup } from '../expression/evaluate';
import { textOf } from '../expression/coerce';
import { evaluateText } from '../expression/template';
import type { Step } from '../read/workflow';
import { usesTarget } from '../read/uses';
import type { JobRun } from '../runs/job-runs';

/** What is in the workspace of a job, as far as the steps so far tell. */
export interface Workspace {
  /** The repositories that were checked out, with the folder of each, the latest first; one that is not known has no name. */
  readonly checkouts: { readonly folder: string; readonly repository?: string }[];
  /** Whether something else may have brought files: a script, another action, what a runner of one's own has kept. */
  mayHoldMore: boolean;
  /** The repository whose workflow runs: what `actions/checkout` brings by itself. */
  readonly own: string;
}

/** Where an action is looked for. */
export interface ActionPlace {
  readonly repository: string;
  readonly path: string;
  /** Whether nothing has brought it there. */
  readonly isMissing: boolean;
}

/** The workspace in which a job begins. */
export function emptyWorkspace({ job, contexts: { repository } }: JobRun): Workspace {
  return { checkouts: [], mayHoldMore: !job.isHosted, own: `${repository.owner}/${repository.name}` };
}

/** Whether a step checks a repository out. https://github.com/actions/checkout */
export function isCheckout({ uses = '' }: Step): boolean {
  return uses.split('@', 1)[0]?.toLowerCase() === 'actions/checkout';
}

/** Actions that bring no files into the workspace which could be actions. */
const BRINGS_NOTHING = /^(actions\/setup-[\w-]+|aws-actions\/[\w-]+|docker\/[\w-]+|hashicorp\/setup-[\w-]+)@/i;

/** Scripts that may bring some. */
const MAY_BRING = /\b(git|gh|hub|curl|wget|tar|unzip|rsync|scp|cp|mkdir|cat|tee|aws|gsutil|oras|docker)\b|>/;

/** Notes what a step brings into the workspace. */
export function bringFiles(workspace: Workspace, step: Step, lookup: Lookup): void {
  if (!isCheckout(step)) {
    if (step.run !== undefined ? MAY_BRING.test(step.run) : !BRINGS_NOTHING.test(step.uses ?? ''))
      workspace.mayHoldMore = true;
    return;
  }
  const input = (name: string, usual: string) => {
    const value = evaluateText(step.with.get(name) ?? usual, lookup);
    return 'known' in value ? textOf(value.known) : undefined;
  };
  const folder = input('path', '');
  if (folder === undefined) workspace.mayHoldMore = true;
  else workspace.checkouts.unshift({ folder: trimmed(folder), repository: input('repository', workspace.own) });
}

/** Where a `uses` of a step leads, in a file of a repository; nothing where that is not told. */
export function placeOf(
  uses: string,
  from: string,
  { checkouts, mayHoldMore, own }: Workspace,
): ActionPlace | undefined {
  const target = usesTarget(uses);
  if (!target) return undefined;
  const { repository, path, isInWorkspace } = target;
  if (repository !== undefined) return { repository, path, isMissing: false };
  if (!isInWorkspace) return { repository: from, path, isMissing: false };
  const within = (folder: string) => folder === '' || path === folder || path.startsWith(`${folder}/`);
  const [found] = checkouts.filter(({ folder }) => within(folder)).sort((a, b) => b.folder.length - a.folder.length);
  if (!found) return { repository: own, path, isMissing: !mayHoldMore };
  if (found.repository === undefined) return undefined;
  return { repository: found.repository, path: trimmed(path.slice(found.folder.length)), isMissing: false };
}

function trimmed(path: string): string {
  return path.replace(/^(\.?\/)+|\/+$/g, '');
}
