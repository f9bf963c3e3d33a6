/** What a `uses` names within a repository: a workflow or an action, and at which branch, tag or commit. */
export interface UsesTarget {
  /** `owner/name` as it is written; absent for the repository that the file itself is in. */
  readonly repository?: string;
  /** Without `./` before it; empty for the root. */
  readonly path: string;
  /** Absent where it is the commit that runs. */
  readonly version?: string;
  /** Whether it is read from the workspace, which needs a checkout. */
  readonly isInWorkspace: boolean;
}

/**
 * Takes a `uses` apart; nothing for an image. `$/path` is the repository of the file that says so, without a checkout.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses
 */
export function usesTarget(uses: string): UsesTarget | undefined {
  if (uses.startsWith('./')) return { path: trimmed(uses.slice(2)), isInWorkspace: true };
  if (uses.startsWith('$/')) return { path: trimmed(uses.slice(2)), isInWorkspace: false };
  const [, repository, path = '', version] = /^([^/@\s:]+\/[^/@\s:]+)(?:\/([^@\s]+))?@(\S+)$/.exec(uses) ?? [];
  return repository === undefined ? undefined : { repository, path: trimmed(path), version, isInWorkspace: false };
}

function trimmed(path: string): string {
  return path.replace(/^(\.\/)+/, '').replace(/\/+$/, '');
}

/** Whether two `owner/name` are one repository: GitHub's names ignore letter case. */
export function isSameRepository(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
