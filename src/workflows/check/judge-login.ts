import type { Partition } from '../../iam/partition';
import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Location, keyOf } from '../../diagnostics/source';
import type { JudgedRole } from '../../jobs/roles';
import { aboutRole, trustPlace } from './about-role';
import { type AskedRole, askedRole } from './asked-role';
import { judgeBound } from './judge-bound';
import { judgeChained } from './judge-chained';
import { judgeHidden } from './judge-hidden';
import { meantInput } from './action-inputs';
import { inputFaults, unknownInputFault, unknownInputs } from './input-faults';
import { type LoginVerdict, NOTHING, cannotTell, fails, together } from './login-verdict';
import { mayHaveCredentials } from './other-credentials';
import { roleHint } from './role-hint';
import type { JobRun } from '../runs/job-runs';
import { didYouMean } from '../../diagnostics/suggest';
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
  const withKey = text('aws-access-key-id') !== '';
  if (withKey && !isStored(text('aws-access-key-id'))) return undefined;
  if (withKey && role === undefined) return cannotTell('static-keys', NOTHING, 'the step logs in by an access key');
  if (knownInput(login, 'force-skip-oidc') === 'true' || text('web-identity-token-file') !== '') return undefined;
  const isOfOthers = (name: string) => world.variables.environmentsOf(name).length > 0;
  const asked = askedRole(
    inputOf(login, 'role-to-assume') ?? { known: '' },
    () => login.without(isOfOthers, 'role-to-assume'),
    world.access,
    world.variables,
  );
  if (withKey) return judgeWithKey(asked, login);
  if (knownInput(login, 'role-chaining') === 'true') return judgeChained(asked, login);
  return asked.kind === 'none' ? judgeRoleless(login) : judgeAsked(asked, login, world);
}

/** Without a role the action takes credentials that are there already: where there are none it fails. */
function judgeRoleless(login: LoginStep): LoginVerdict | undefined {
  const misspelt = unknownInputs(login).find((name) => meantInput(name) === 'role-to-assume');
  const own = inputFaults(login, NOTHING, undefined);
  if (misspelt !== undefined && !login.step.with.has('role-to-assume'))
    return together([fails('unknown-input', NOTHING, unknownInputFault(login, misspelt)), ...own]);
  if (mayHaveCredentials(login)) return undefined;
  const isThere = login.step.with.has('role-to-assume');
  return together([
    fails('role-missing', NOTHING, {
      rule: 'invalid-login-input',
      at: isThere ? inputPlace(login, 'role-to-assume') : login.at,
      message: `${isThere ? '`role-to-assume` is empty' : 'the step has no `role-to-assume`'}, and nothing before it left credentials\nname the role, best by a variable that the bindings publish`,
    }),
    ...own,
  ]);
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

function judgeAsked(
  asked: Exclude<AskedRole, { kind: 'none' }>,
  login: LoginStep,
  world: LoginWorld,
): LoginVerdict | undefined {
  const about =
    asked.kind === 'bound'
      ? aboutRole(asked.judged.role)
      : asked.kind === 'foreign'
        ? { ...NOTHING, roleArn: asked.arn }
        : NOTHING;
  const partition = about.roleArn?.split(':')[1] as Partition | undefined;
  const own = inputFaults(login, about, partition);
  const permission = hasToken(login.jobRun);
  if (!permission && usesOthers(asked, login))
    return together([
      cannotTell(
        'static-keys',
        about,
        'without `id-token: write` the action assumes the role by credentials that are there',
      ),
      ...own,
    ]);
  return together([
    ...(permission ? [] : [fails('no-id-token', about, tokenFault(login.jobRun))]),
    ...(permission === 'unknown' ? [cannotTell('caller-unknown', about, callerText(login.jobRun))] : []),
    judgeRole(asked, login, world),
    ...own,
  ]);
}

/** Whether the role may be assumed by credentials that are there already, which it may trust. */
function usesOthers(asked: AskedRole, login: LoginStep): boolean {
  const isOnlyByToken = asked.kind === 'bound' && !trustsOthers(asked.judged);
  return asked.kind !== 'hidden' && !isOnlyByToken && mayHaveCredentials(login);
}

function callerText({ caller }: JobRun): string {
  return caller
    ? 'its caller lists no permissions, and the lock file does not say what the repository gives by default (`default_workflow_permissions`)'
    : 'its caller decides what the job may do, and is not in the repository';
}

function judgeRole(asked: Exclude<AskedRole, { kind: 'none' }>, login: LoginStep, world: LoginWorld): LoginVerdict {
  const place = inputPlace(login, 'role-to-assume');
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
      return cannotTell(
        'role-unknown',
        NOTHING,
        `the role depends on ${asked.because.join(', ')}${roleHint(asked.because, login.environment, world.variables)}`,
      );
    case 'foreign':
      return asked.instead
        ? fails(
            'other-account',
            { ...NOTHING, roleArn: asked.arn, account: asked.instead.account.name },
            otherAccount(asked.arn, asked.instead, place),
          )
        : cannotTell(
            'role-not-in-bindings',
            { ...NOTHING, roleArn: asked.arn },
            `\`${asked.arn}\` is no role of the bindings${didYouMean(asked.arn, world.access.arns)}`,
          );
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
