import { child, location } from '../../diagnostics/source';
import { evaluateText } from '../expression/template';
import { lookupIn } from '../runs/contexts';
import type { JobRun } from '../runs/job-runs';
import { askedRole, isRoleArn } from './asked-role';
import { passedInVain } from './judge-hidden';
import type { LoginWorld } from './judge-login';
import { type LoginVerdict, NOTHING, cannotTell, fails } from './login-verdict';
import { hasToken, permissionsPlace, tokenWayOut } from './permission';
import { usesTarget } from '../read/uses';

/**
 * What is to be expected of the logins of a workflow elsewhere that a job passes roles to. What it does with them is not known;
 * that it gets no more permissions than its caller has is.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations
 */
export function judgeCall(jobRun: JobRun, { access, variables }: LoginWorld): readonly LoginVerdict[] {
  const { job, workflow, contexts } = jobRun;
  const { call } = job;
  if (!call || usesTarget(call.uses)?.repository === undefined) return [];
  const lookup = lookupIn(contexts);
  const at = child(location(workflow.source), 'jobs', job.id);
  const passed = [
    ...[...call.with].map(([name, text]) => ({ text, at: child(at, 'with', name) })),
    ...[...call.secrets].map(([name, text]) => ({ text, at: child(at, 'secrets', name) })),
  ];
  const verdicts = passed.flatMap(({ text, at: place }): readonly LoginVerdict[] => {
    const value = evaluateText(text, lookup);
    const [, variable] = /^\$\{\{\s*vars\.(\w+)\s*\}\}$/i.exec(text.trim()) ?? [];
    if (variable !== undefined && !('known' in value)) {
      const name = variable.toUpperCase();
      const environments = variables.environmentsOf(name);
      const isRole = environments.some((environment) => isRoleArn(variables.valueOf(name, environment) ?? ''));
      return isRole ? [passedInVain(name, environments, place)] : [];
    }
    if (!('known' in value) || typeof value.known !== 'string' || !isRoleArn(value.known)) return [];
    const asked = askedRole(value, () => undefined, access, variables);
    const about =
      asked.kind === 'bound'
        ? { ...NOTHING, account: asked.judged.role.account.name, roleArn: asked.arn }
        : { ...NOTHING, roleArn: value.known };
    if (hasToken(jobRun) === true) return [cannotTell('called-elsewhere', about, elsewhere(call.uses))];
    return [
      fails('no-id-token', about, {
        rule: 'missing-id-token',
        at: permissionsPlace(workflow, job) ?? job.at,
        message: `\`${job.id}\` passes a role to \`${call.uses}\` without \`id-token: write\`\nwhat is called has at most what its caller has: ${tokenWayOut(jobRun, 'the calling job')}`,
      }),
    ];
  });
  if (verdicts.length > 0 || hasToken(jobRun) !== true) return verdicts;
  return [cannotTell('called-elsewhere', NOTHING, elsewhere(call.uses))];
}

function elsewhere(uses: string): string {
  const repository = usesTarget(uses)?.repository ?? '';
  return `\`${uses}\` is not looked at: \`--also ${repository}=DIR\` gives a checkout of it`;
}
