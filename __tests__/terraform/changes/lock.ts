import type { Row } from './row';

/** Edits of the lock file by hand. */
export const LOCK_ROWS: readonly Row[] = [
  {
    edit: 'An id in the lock file is another',
    alone: ({ lock }) => {
      const entry = lock.repositories?.['octo-org/api'];
      if (entry) Object.assign(entry, { repository_id: '666666', subject_prefix: 'repo:octo-org/api' });
    },
    lock: 'left',
  },
  {
    edit: 'A repository in use is taken out of the lock file',
    alone: ({ lock }) => delete lock.repositories?.['octo-org/api'],
    lock: 'left',
  },
  { edit: 'What nothing uses is taken out of the lock file', alone: () => undefined, lock: 'pruned' },
];
