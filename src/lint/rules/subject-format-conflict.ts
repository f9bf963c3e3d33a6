import { templatesOf } from '../../access-plan/trust/identities';
import { templateTraits } from '../../access-plan/trust/subjects';
import { child } from '../../diagnostics/source';
import { hostKind } from '../../oidc/issuer';
import type { Rule } from '../rule';

/**
 * `subject_format` says one form, the lock that GitHub sends the other. GitHub decides, and AWS compares letter by letter.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export const subjectFormatConflict: Rule = {
  id: 'subject-format-conflict',
  check({ access, bindings }, report) {
    if (hostKind(bindings.github.host ?? 'github.com') === 'ghes') return;
    for (const repository of access.repositories) {
      const { settings, locked, at, fullName } = repository;
      const wanted = settings.subject_format;
      const sent = locked?.subjectFormat;
      if (!sent || !wanted || wanted === 'both' || wanted === sent) continue;
      if (!templatesOf(repository).some((template) => templateTraits(template).carriesPrefix)) continue;
      report(child(at, 'subject_format'), MESSAGES[wanted](fullName), {
        related: [{ message: 'what GitHub sends, as locked', at: child(locked.at, 'subject_prefix') }],
      });
    }
  },
};

const MESSAGES = {
  legacy: (fullName: string) =>
    `GitHub sends immutable subjects for \`${fullName}\`, and \`legacy\` leaves them out: no job of it could assume a role\nremove \`subject_format\`: the lock file knows the form`,
  immutable: (fullName: string) =>
    `GitHub still sends legacy subjects for \`${fullName}\`, and \`immutable\` leaves them out: no job of it could assume a role\nwrite \`both\` until GitHub has changed over`,
} as const;
