import { EVENTS } from '../../jobs/events';
import type { Job } from '../../jobs/job';
import type { JudgedRole } from '../../jobs/roles';
import { USUAL_AUDIENCE } from '../../jobs/token';
import { type NearestClaim, judge } from '../../jobs/verdict';
import { claimValues } from '../../simulator/token';
import { aboutRole, trustPlace } from './about-role';
import { causeText, deniedFault } from './denied';
import { allowedText, lets } from './deployment-rules';
import { type About, type LoginFault, type LoginVerdict, cannotTell, fails, together } from './login-verdict';
import { jobOf, jobTokens } from './job-tokens';
import { type LoginStep, knownInput } from './logins';
import { asShown } from '../runs/runs';
import type { RepositoryAccess } from './repository-roles';
import { stepFaults } from './step-faults';

/** What is to be expected of a login by a role of the bindings: by what its step asks for, its environment, and its trust policy. */
export function judgeBound(judged: JudgedRole, login: LoginStep, access: RepositoryAccess): LoginVerdict {
  const { jobRun, environment } = login;
  const { role } = judged;
  const { issuer, rulesOf } = access;
  const audience = knownInput(login, 'audience');
  const job: Job = { ...jobOf(jobRun, environment), audience: audience === '' ? USUAL_AUDIENCE : audience };
  const tokens = jobTokens(jobRun, access, job);
  const subjects = new Set(tokens.map(({ claims }) => claimValues(claims, 'sub')?.[0] ?? null));
  const [only] = subjects;
  const subject = subjects.size === 1 && only ? asShown(only, jobRun.run) : null;
  const about = { ...aboutRole(role), subject };
  const rules = environment === undefined ? undefined : rulesOf(environment);
  const isLetIn = !rules || jobRun.run.ref === undefined || lets(rules, jobRun.run.ref);
  const own = [
    ...stepFaults(role, login, about),
    ...(isLetIn
      ? []
      : [
          refused(login, about, 'deployment-policy', {
            rule: 'deployment-policy-mismatch',
            at: jobRun.job.environmentAt,
            message: `the environment \`${environment ?? ''}\` does not let in \`${jobRun.run.shown}\`, on which \`${jobRun.run.event}\` runs \`${jobRun.name}\`\nit lets in ${allowedText(rules)}: run the job on nothing else, or let this in too`,
          }),
        ]),
  ];
  return together([...own, byTrust()]) ?? cannotTell('claim-unknown', about, 'nothing is known of it');

  function byTrust(): LoginVerdict {
    if (audience === undefined) return cannotTell('claim-unknown', about, 'the audience is not known');
    const { decision, depends_on: on, nearest } = judge(judged.policy, tokens, issuer.host, jobRun.run.event);
    if (decision === 'allowed' && rules && jobRun.run.shown === '*')
      return cannotTell(
        'ref-unknown',
        about,
        `the environment lets in ${allowedText(rules)}, and the ref is not known`,
      );
    if (decision === 'allowed')
      return {
        verdict: 'works',
        reason: 'trusted',
        message: `\`${role.plan.binding}\` trusts it`,
        faults: [],
        ...about,
      };
    if (decision === 'depends' && job.ref === undefined)
      return cannotTell('ref-unknown', about, 'the ref is not known');
    if (decision === 'depends')
      return cannotTell('claim-unknown', about, `whether the role trusts it depends on ${on.join(', ')}`);
    const cause = nearest?.cause ?? 'other-value';
    return refused(login, about, cause, deniedFault(login, role, nearest, access, trustPlace(role)));
  }
}

/** A login that is refused because of its run: where it is not known whether there is such a run, that cannot be told. */
function refused(
  login: LoginStep,
  about: About,
  reason: NearestClaim['cause'] | 'deployment-policy',
  fault: LoginFault,
): LoginVerdict {
  const { condition, jobRun } = login;
  if (typeof condition !== 'boolean' && !condition.unknown.every(isOfEveryRun))
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

/**
 * Whether a condition hangs on what differs from run to run, so that the job takes part in some of them; and not on what somebody
 * has set, or what another job found out about this very ref.
 */
function isOfEveryRun(context: string): boolean {
  return (
    /^github\.(event\.(?!inputs|repository|organization|enterprise)|actor|triggering_actor|run_|head_ref|base_ref|sha)/i.test(
      context,
    ) ||
    /^(failure|success|cancelled)\(\)$/.test(context) ||
    /^(needs\..+\.result|needs|steps\..+\.(outcome|conclusion))$/i.test(context)
  );
}

function reasonText(reason: NearestClaim['cause'] | 'deployment-policy'): string {
  const text =
    reason === 'deployment-policy' ? 'the rules of the environment refuse the branch or tag' : causeText(reason);
  return text.split(/[.:]/, 1)[0] ?? '';
}
