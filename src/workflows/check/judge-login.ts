import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Location, keyOf } from '../../diagnostics/source';
import type { JudgedRole } from '../../jobs/roles';
import { aboutRole, trustPlace } from './about-role';
import { type AskedRole, askedRole } from './asked-role';
import { judgeBound } from './judge-bound';
import { judgeHidden } from './judge-hidden';
import { type LoginVerdict, NOTHING, cannotTell, fails } from './login-verdict';
import { type LoginStep, inputOf, inputPlace, knownInput } from './logins';
import { hasToken, tokenFault } from './permission';
import type { RepositoryAccess } from './repository-roles';
import { isStored } from './stored';
import type { VisibleVariables } from './variables';

/** What a login is judged by. */
export interface LoginWorld {
  readonly access: RepositoryAccess;
  readonly variables: VisibleVariables;
}

/** What is to be expected of a step that logs in by a token; nothing for one that logs in otherwise. */
export function judgeLogin(login: LoginStep, world: LoginWorld): LoginVerdict | undefined {
  const role = login.step.with.get('role-to-assume');
  const text = (name: string) => login.step.with.get(name) ?? '';
  const isOtherwise = ['role-chaining', 'force-skip-oidc'].some((name) => knownInput(login, name) === 'true');
  const withKey = text('aws-access-key-id') !== '';
  if (withKey && !isStored(text('aws-access-key-id'))) return undefined;
  if (withKey && role === undefined) return cannotTell('static-keys', NOTHING, 'the step logs in by an access key');
  if (role === undefined || isOtherwise || text('web-identity-token-file') !== '') return undefined;
  const isOfOthers = (name: string) => world.variables.environmentsOf(name).length > 0;
  const asked = askedRole(
    inputOf(login, 'role-to-assume') ?? { known: '' },
    () => login.without(isOfOthers, 'role-to-assume'),
    world.access,
    world.variables,
  );
  return withKey ? judgeWithKey(asked, login) : judgeAsked(asked, login, world);
}

/** With an access key the action assumes the role as the key's user, and asks for no token. */
function judgeWithKey(asked: AskedRole, login: LoginStep): LoginVerdict {
  if (asked.kind !== 'bound' || trustsOthers(asked.judged))
    return cannotTell('static-keys', NOTHING, 'the step logs in by an access key');
  const { role } = asked.judged;
  return fails('static-keys', aboutRole(role), {
    rule: 'login-denied',
    at: inputPlace(login, 'role-to-assume'),
    message: `with an access key the action asks for no token, and assumes \`${role.plan.binding}\` as a user whom the role does not trust\nremove \`aws-access-key-id\` and \`aws-secret-access-key\``,
    related: [{ message: `whom \`${role.plan.binding}\` trusts`, at: trustPlace(role) }],
  });
}

function trustsOthers({ policy }: JudgedRole): boolean {
  return policy.statements.some(({ principals }) => principals.members.some(({ type }) => type !== 'Federated'));
}

function judgeAsked(asked: AskedRole, login: LoginStep, world: LoginWorld): LoginVerdict | undefined {
  const { jobRun } = login;
  const place = inputPlace(login, 'role-to-assume');
  if (asked.kind === 'none') return undefined;
  const about = asked.kind === 'bound' ? aboutRole(asked.judged.role) : NOTHING;
  const arn = asked.kind === 'foreign' ? { ...NOTHING, roleArn: asked.arn } : about;
  const permission = hasToken(jobRun);
  if (permission === 'unknown')
    return cannotTell('caller-unknown', arn, 'its caller decides what the job may do, and is not in the repository');
  if (!permission && (asked.kind === 'bound' || asked.kind === 'hidden' || jobRun.job.isHosted))
    return fails('no-id-token', arn, tokenFault(jobRun));
  switch (asked.kind) {
    case 'hidden':
      return judgeHidden(asked, login, world.access);
    case 'name':
      return fails('not-an-arn', NOTHING, {
        rule: 'login-denied',
        at: place,
        message: `\`${asked.name}\` is not the ARN of a role: without credentials the action cannot tell the account\nwrite the whole ARN, or read it from a variable that the bindings publish`,
      });
    case 'unknown':
      return cannotTell('role-unknown', NOTHING, `the role depends on ${asked.because.join(', ')}`);
    case 'foreign':
      return asked.instead
        ? fails(
            'other-account',
            { ...arn, account: asked.instead.account.name },
            otherAccount(asked.arn, asked.instead, place),
          )
        : cannotTell('role-not-in-bindings', arn, `\`${asked.arn}\` is no role of the bindings`);
    case 'bound':
      return judgeBound(asked.judged, login, world.access);
  }
}

function otherAccount(arn: string, { plan, account, binding }: ResolvedRole, at: Location) {
  return {
    rule: 'role-of-other-account' as const,
    at,
    message: `\`${arn}\` is no role of the bindings: ${arn.includes(`:${account.id}:`) ? `the account \`${account.name}\` is in the partition \`${account.partition}\`` : `they make \`${plan.binding}\` in the account \`${account.name}\` (${account.id})`}\nask for \`${plan.arn}\`, best by a variable that the bindings publish`,
    related: [{ message: 'the binding', at: keyOf(binding.at) }],
  };
}
