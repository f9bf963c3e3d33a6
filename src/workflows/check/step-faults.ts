import type { ResolvedRole } from '../../access-plan/roles/roles';
import { keyOf } from '../../diagnostics/source';
import { type About, type LoginVerdict, fails } from './login-verdict';
import { type LoginStep, inputPlace, knownInput } from './logins';

/** What the step itself asks for and the role does not give. */
export function stepFaults(role: ResolvedRole, login: LoginStep, about: About): readonly LoginVerdict[] {
  const allowed = knownInput(login, 'allowed-account-ids');
  const ids = allowed === undefined || allowed === '' ? [] : allowed.split(',').map((id) => id.trim());
  const seconds = Number(knownInput(login, 'role-duration-seconds') ?? '');
  return [
    ...(ids.length > 0 && !ids.includes(role.account.id)
      ? [
          fails('account-not-allowed', about, {
            rule: 'role-of-other-account',
            at: inputPlace(login, 'allowed-account-ids'),
            message: `the step allows no account but ${ids.join(', ')}, and \`${role.plan.arn}\` is in ${role.account.id}\nask for a role of an account that the step allows, or allow this one`,
          }),
        ]
      : []),
    ...(seconds > role.plan.maxSessionDuration
      ? [
          fails('session-too-long', about, {
            rule: 'session-too-long',
            at: inputPlace(login, 'role-duration-seconds'),
            message: `a session of ${seconds} s is asked for, and \`${role.plan.binding}\` allows at most ${role.plan.maxSessionDuration} s\nask for less, or raise \`role.max_session_duration\` of the binding`,
            related: [{ message: 'the binding', at: keyOf(role.binding.at) }],
          }),
        ]
      : []),
  ];
}
