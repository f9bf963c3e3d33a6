import type { ResolvedRole } from '../../access-plan/roles/roles';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { EVENTS } from '../../jobs/events';
import type { Job } from '../../jobs/job';
import type { JudgedRole } from '../../jobs/roles';
import { USUAL_AUDIENCE, tokensOf } from '../../jobs/token';
import { type NearestClaim, judge } from '../../jobs/verdict';
import { claimValues } from '../../simulator/token';
import type { JobRun } from '../runs/job-runs';
import { type AskedRole, askedRole } from './asked-role';
import { causeText, deniedFault } from './denied';
import { allowedText, lets } from './deployment-rules';
import { isStored } from './stored';
import { type About, type LoginVerdict, NOTHING, cannotTell, fails } from './login-verdict';
import { type LoginStep, inputOf, inputPlace, knownInput } from './logins';
import { hasToken, tokenFault } from './permission';
import { judgeHidden } from './judge-hidden';
import type { RepositoryAccess } from './repository-roles';
import type { VisibleVariables } from './variables';
import { workflowClaims } from './workflow-claims';

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
      return judgeBound(asked.judged, login, world);
  }
}

function judgeBound(judged: JudgedRole, login: LoginStep, { access }: LoginWorld): LoginVerdict {
  const { jobRun, environment } = login;
  const { role } = judged;
  const { repository, issuer, rulesOf } = access;
  const audience = knownInput(login, 'audience');
  const job: Job = { ...jobOf(jobRun, access, environment), audience: audience === '' ? USUAL_AUDIENCE : audience };
  const tokens = tokensOf(job, repository, issuer, workflowClaims(jobRun, access));
  const subject = tokens.length === 1 && tokens[0] ? (claimValues(tokens[0].claims, 'sub')?.[0] ?? null) : null;
  const about = { ...aboutRole(role), subject };
  const own = stepFault(role, login, about);
  if (own) return own;
  const rules = environment === undefined ? undefined : rulesOf(environment);
  if (rules && jobRun.run.ref !== undefined && !lets(rules, jobRun.run.ref)) {
    return refused(login, about, 'deployment-policy', {
      rule: 'deployment-policy-mismatch',
      at: jobRun.job.environmentAt,
      message: `the environment \`${environment}\` does not let in \`${jobRun.run.shown}\`, on which \`${jobRun.run.event}\` runs \`${jobRun.name}\`\nit lets in ${allowedText(rules)}: run the job on nothing else, or let this in too`,
    });
  }
  if (audience === undefined) return cannotTell('claim-unknown', about, 'the audience is not known');
  const { decision, depends_on: on, nearest } = judge(judged.policy, tokens, issuer.host, jobRun.run.event);
  if (decision === 'allowed')
    return { verdict: 'works', reason: 'trusted', message: `\`${role.plan.binding}\` trusts it`, ...about };
  if (decision === 'depends' && job.ref === undefined) return cannotTell('ref-unknown', about, 'the ref is not known');
  if (decision === 'depends')
    return cannotTell('claim-unknown', about, `whether the role trusts it depends on ${on.join(', ')}`);
  const cause = nearest?.cause ?? 'other-value';
  return refused(login, about, cause, deniedFault(login, role, nearest, access, trustPlace(role)));
}

/** A login that is refused because of its run: where it is not known whether there is such a run, that cannot be told. */
function refused(
  login: LoginStep,
  about: About,
  reason: NearestClaim['cause'] | 'deployment-policy',
  fault: ReturnType<typeof deniedFault>,
): LoginVerdict {
  const { condition, jobRun } = login;
  if (typeof condition !== 'boolean')
    return cannotTell(
      'condition-unknown',
      about,
      `${reasonText(reason)}; whether the job then runs depends on ${condition.unknown.join(', ')}`,
    );
  if (EVENTS.get(jobRun.run.event) === 'any')
    return cannotTell('ref-unknown', about, `only the event tells on which ref \`${jobRun.run.event}\` runs`);
  return fails(
    reason === 'other-environment' && fault.rule === 'unknown-environment' ? 'unknown-environment' : reason,
    about,
    fault,
  );
}

function reasonText(reason: NearestClaim['cause'] | 'deployment-policy'): string {
  const text =
    reason === 'deployment-policy' ? 'the rules of the environment refuse the branch or tag' : causeText(reason);
  return text.split(/[.:]/, 1)[0] ?? '';
}

/** What the step itself asks for and the role does not give. */
function stepFault(role: ResolvedRole, login: LoginStep, about: About): LoginVerdict | undefined {
  const allowed = knownInput(login, 'allowed-account-ids');
  const ids = allowed === undefined || allowed === '' ? [] : allowed.split(',').map((id) => id.trim());
  if (ids.length > 0 && !ids.includes(role.account.id)) {
    return fails('account-not-allowed', about, {
      rule: 'role-of-other-account',
      at: inputPlace(login, 'allowed-account-ids'),
      message: `the step allows no account but ${ids.join(', ')}, and \`${role.plan.arn}\` is in ${role.account.id}\nask for a role of an account that the step allows, or allow this one`,
    });
  }
  const seconds = Number(knownInput(login, 'role-duration-seconds') ?? '');
  if (seconds <= role.plan.maxSessionDuration || Number.isNaN(seconds)) return undefined;
  return fails('session-too-long', about, {
    rule: 'session-too-long',
    at: inputPlace(login, 'role-duration-seconds'),
    message: `a session of ${seconds} s is asked for, and \`${role.plan.binding}\` allows at most ${role.plan.maxSessionDuration} s\nask for less, or raise \`role.max_session_duration\` of the binding`,
    related: [{ message: 'the binding', at: keyOf(role.binding.at) }],
  });
}

function jobOf({ run, workflow }: JobRun, { repository }: RepositoryAccess, environment: string | undefined): Job {
  const { owner, name } = repository;
  const workflowRef = run.ref === undefined ? undefined : `${owner}/${name}/${workflow.path}@${run.ref}`;
  return { event: run.event, ref: run.ref, environment, workflowRef };
}

function otherAccount(arn: string, { plan, account, binding }: ResolvedRole, at: Location) {
  return {
    rule: 'role-of-other-account' as const,
    at,
    message: `\`${arn}\` is no role of the bindings: they make \`${plan.binding}\` in the account \`${account.name}\` (${account.id})\nask for \`${plan.arn}\`, best by a variable that the bindings publish`,
    related: [{ message: 'the binding', at: keyOf(binding.at) }],
  };
}

function aboutRole({ account, plan }: ResolvedRole): About {
  return { account: account.name, roleArn: plan.arn, subject: null };
}

/** Where the trust of a role is written. */
function trustPlace({ binding }: ResolvedRole): Location {
  return keyOf(child(binding.at, 'trust'));
}
