import type { Severity } from '../../../diagnostics/diagnostic';
import { isWild, literalPrefix, marked } from '../marked';
import type { ForeignRule } from '../rule';
import { namedRepository, subjectClaim } from '../subject';
import type { Trust } from '../trust';
import { conditionsOn, isDeadWildcard, subjectValues } from '../values';
import { isWide } from '../weakened';

/**
 * A workflow at a branch or tag is what that says today. A commit is the same for ever.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
 */
export const movableWorkflowRef: ForeignRule = {
  id: 'movable-workflow-ref',
  check(policy, report) {
    for (const trust of policy.trusts) {
      // Beside known repositories it only narrows: without it the policy would say nothing of workflows.
      const severityOf = (severity?: Severity) => (isWide(policy, trust) ? severity : 'info');
      const owners = ownersOf(trust);
      for (const condition of conditionsOn(trust, 'job_workflow_ref')) {
        for (const value of condition.values) {
          if (isDeadWildcard(condition, value)) continue;
          const [message, severity] = movable(marked(value.text), owners) ?? [];
          if (message !== undefined) report(value.place, `\`${value.raw}\` ${message}`, severityOf(severity));
        }
      }
      for (const { value, subject } of subjectValues(trust)) {
        const [message, severity] = movable(subjectClaim(subject, 'job_workflow_ref') ?? '', owners) ?? [];
        if (message !== undefined) report(value.place, `\`${value.raw}\` ${message}`, severityOf(severity));
      }
    }
  },
};

function ownersOf(trust: Trust): readonly string[] {
  return subjectValues(trust).flatMap(({ subject }) => namedRepository(subject)?.owner ?? []);
}

function movable(workflow: string, owners: readonly string[]): readonly [string, Severity] | undefined {
  if (workflow === '') return undefined;
  const [file = '', ref = ''] = workflow.split('@');
  if (!workflow.includes('@'))
    return isWild(workflow)
      ? ['trusts the workflow at any ref: who calls it decides which\nend it with `@` and a commit', 'error']
      : undefined;
  if (/^[0-9a-f]{40}$/.test(ref)) return undefined;
  if (ref.startsWith('refs/pull/'))
    return ['trusts a workflow as a pull request has it\nend it with `@` and a commit', 'error'];
  if (/^(refs\/(heads\/|tags\/)?)?$/.test(literalPrefix(ref)) && isWild(ref))
    return ['trusts the workflow at any ref: who calls it decides which\nend it with `@` and a commit', 'error'];
  const own = owners.includes(file.split('/', 1)[0] ?? '') && /^refs\/heads\/(main|master)$/.test(ref);
  return [
    'trusts a workflow at a branch or tag, which can be moved\nend it with `@` and a commit',
    own ? 'info' : 'warning',
  ];
}
