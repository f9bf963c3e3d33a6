import type { JudgedRole } from '../../jobs/roles';
import { textOf } from '../expression/coerce';
import { evaluateText } from '../expression/template';
import { aboutRole, trustPlace } from './about-role';
import type { AskedRole } from './asked-role';
import { inputFaults } from './input-faults';
import { type LoginVerdict, NOTHING, cannotTell, fails, together } from './login-verdict';
import { CREDENTIALS_ACTION, type LoginStep, actionOf, inputPlace, knownInput } from './logins';

/** The longest session of a role that another role's session assumes. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
const LONGEST = 3600;

/** What is to be expected of a step that assumes a role by the session of a login before it (`role-chaining`). */
export function judgeChained(asked: AskedRole, login: LoginStep): LoginVerdict | undefined {
  if (asked.kind === 'none') return undefined;
  if (asked.kind !== 'bound')
    return cannotTell(
      asked.kind === 'foreign' ? 'role-not-in-bindings' : 'role-unknown',
      asked.kind === 'foreign' ? { ...NOTHING, roleArn: asked.arn } : NOTHING,
      'the role that the session assumes is not known',
    );
  const { role } = asked.judged;
  const about = aboutRole(role);
  const seconds = Number(knownInput(login, 'role-duration-seconds') ?? '');
  return together([
    byTrust(asked.judged, login),
    ...(seconds > LONGEST
      ? [
          fails('chained-session', about, {
            rule: 'session-too-long',
            at: inputPlace(login, 'role-duration-seconds'),
            message: `a session of ${seconds} s is asked for, and one that another session assumes lasts ${LONGEST} s at most\nask for less`,
          }),
        ]
      : []),
    ...inputFaults(login, about, role.account.partition),
  ]);
}

function byTrust({ role, policy }: JudgedRole, login: LoginStep): LoginVerdict {
  const about = aboutRole(role);
  const source = sourceRole(login);
  const others = policy.statements
    .filter(
      ({ effect, principals }) => effect === 'Allow' && principals.members.some(({ type }) => type !== 'Federated'),
    )
    .map(({ principals, conditions }) => ({ members: principals.members, isBare: conditions.length === 0 }));
  const trusted = others.flatMap(({ members }) => members.map(({ identifier }) => identifier));
  if (
    source !== undefined &&
    others.some(({ members, isBare }) => isBare && members.some(({ identifier }) => identifier === source))
  )
    return {
      verdict: 'works',
      reason: 'trusted',
      message: `\`${role.plan.binding}\` trusts \`${source}\``,
      faults: [],
      ...about,
    };
  const isOpen = source === undefined || trusted.some((value) => value === source || !/:role\//.test(value));
  if (trusted.length > 0 && isOpen)
    return cannotTell(
      'static-keys',
      about,
      `\`${role.plan.binding}\` trusts others than GitHub, of whom the session may be one`,
    );
  return fails('chained-from-other-role', about, {
    rule: 'login-denied',
    at: inputPlace(login, 'role-to-assume'),
    message: `\`${role.plan.binding}\` does not trust the role whose session assumes it\n${trusted.length === 0 ? 'it trusts tokens of GitHub alone: leave `role-chaining` out' : 'let it trust that role'}`,
    related: [{ message: `whom \`${role.plan.binding}\` trusts`, at: trustPlace(role) }],
  });
}

/** The role of the last login before the step, as far as it is known. */
function sourceRole({ before, lookup }: LoginStep): string | undefined {
  const last = before.findLast(({ uses = '' }) => actionOf(uses) === CREDENTIALS_ACTION);
  const text = last?.with.get('role-to-assume');
  const value = text === undefined ? undefined : evaluateText(text, lookup);
  return value && 'known' in value ? textOf(value.known) : undefined;
}
