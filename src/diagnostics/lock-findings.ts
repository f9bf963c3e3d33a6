/** What `lock` finds out by asking GitHub, with the severity that it has. */
export const lockFindings = {
  'lock-out-of-date': { severity: 'error', summary: 'The lock file does not say what GitHub says.' },
  'repository-not-found': {
    severity: 'error',
    summary: 'GitHub has no repository of this name, or none that the token may see.',
  },
  'repository-renamed': {
    severity: 'warning',
    summary: 'A repository has another name or owner at GitHub than in the file.',
  },
  'name-reused': {
    severity: 'error',
    summary: 'A name that the lock file knows is that of another repository now.',
  },
  'fact-refused': {
    severity: 'warning',
    summary: 'GitHub did not say something about a repository: what the lock file says of it stays.',
  },
} as const;

/** The id of something that `lock` finds out. */
export type LockFindingId = keyof typeof lockFindings;
