import { daysBetween } from '../../diagnostics/day';
import { child } from '../../diagnostics/source';
import type { Rule } from '../rule';

/**
 * A migration to immutable subjects that should be over: while `both` stands, the legacy subject is trusted too. Depends on the
 * day, so that it must not stop what only emits.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export const legacyOverdue: Rule = {
  id: 'legacy-overdue',
  check({ access, clock: { today, overdue } }, report) {
    for (const { settings, at, fullName } of access.repositories) {
      const { until, subject_format: format } = settings;
      if (format !== 'both' || until === undefined || daysBetween(today, until) >= 0) continue;
      report(child(at, 'until'), message(fullName, until), { severity: overdue });
    }
  },
};

function message(fullName: string, until: string): string {
  return [
    `the legacy subjects of \`${fullName}\` were to be trusted until ${until}, and still are`,
    'remove `subject_format` and `until` if the lock file says that GitHub has changed over; else set another day',
  ].join('\n');
}
