import { keyOf } from '../../diagnostics/source';
import { type TrustedEnvironment, declaredEnvironments, environmentKey, trustedEnvironments } from '../environments';
import { listed } from '../listed';
import { openRulePlace, protectionOf } from '../protection';
import type { Rule } from '../rule';

/**
 * An environment in a subject says no more than that a workflow names it, unless the environment asks for approval or lets
 * certain branches through only.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-protection-rules
 */
export const unprotectedEnvironment: Rule = {
  id: 'unprotected-environment',
  check(context, report) {
    const trusted = trustedEnvironments(context);
    for (const known of declaredEnvironments(context)) {
      const { repository, environment, declared } = known;
      const { reviewers, rules } = protectionOf(known);
      if (reviewers > 0 || rules.kind === 'hold') continue;
      const trusting = trusted.filter((each) => environmentKey(each) === environmentKey(known));
      const open = trusting.filter(({ requiresRef }) => !requiresRef);
      const [first] = open.length > 0 ? open : trusting;
      report(
        openRulePlace(rules, declared.at) ?? keyOf(declared.at),
        [
          `the environment \`${environment}\` of \`${repository.fullName}\` is declared without protection: ${whoGetsIn(open, trusting)}`,
          rules.kind === 'open' ? rules.why : 'it has neither reviewers nor branch rules',
          `say who approves, \`reviewers\`, or what may deploy, \`deployment_branches: [${repository.locked?.defaultBranch ?? 'main'}]\``,
        ].join('\n'),
        { related: first && [{ message: 'trusted here', at: first.at }] },
      );
    }
  },
};

function whoGetsIn(open: readonly TrustedEnvironment[], trusting: readonly TrustedEnvironment[]): string {
  const roles = (all: typeof trusting) => listed([...new Set(all.map(({ role }) => role.plan.binding))]);
  if (open.length > 0) return `a workflow on any branch that names it gets the role of ${roles(open)}`;
  if (trusting.length === 0) return 'a workflow on any branch may use it';
  return `only the \`ref\` in the trust keeps others from the role of ${roles(trusting)}`;
}
