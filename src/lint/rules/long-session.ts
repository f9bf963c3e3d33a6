import { child, isWritten, location } from '../../diagnostics/source';
import type { Rule } from '../rule';

/**
 * Credentials work as long as their session does, wherever they have got to, and cannot be called back one by one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html#id_roles_use_revoke-sessions
 */
export const longSession: Rule = {
  id: 'long-session',
  check({ access, bindings }, report) {
    for (const { plan, binding } of access.roles) {
      if (plan.maxSessionDuration <= HOUR) continue;
      const own = child(binding.at, 'role', 'max_session_duration');
      const inherited = location(bindings.source, ['defaults', 'role', 'max_session_duration']);
      report(isWritten(own) ? own : inherited, message(plan.maxSessionDuration));
    }
  },
};

const HOUR = 3600;

function message(seconds: number): string {
  const time = seconds % HOUR === 0 ? `${seconds / HOUR} hours` : `${Math.round(seconds / 60)} minutes`;
  return [
    `sessions may last ${time}: credentials that leak from a job work as long`,
    'leave it at one hour, and log in again in jobs that take longer',
  ].join('\n');
}
