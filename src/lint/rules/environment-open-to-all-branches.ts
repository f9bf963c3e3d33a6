import { keyOf } from '../../diagnostics/source';
import { type TrustedEnvironment, byPlace, trustedEnvironments } from '../environments';
import { listed } from '../listed';
import { openRulePlace, protectionOf } from '../protection';
import type { Rule } from '../rule';

/**
 * Reviewers approve a run, and seldom read the branch that it is on: without a branch rule, and without a `ref` in the trust,
 * code that nobody has merged gets the role. An environment without reviewers is the matter of other rules.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags
 */
export const environmentOpenToAllBranches: Rule = {
  id: 'environment-open-to-all-branches',
  check(context, report) {
    const open = trustedEnvironments(context).filter((trusted) => !trusted.requiresRef && isOpen(trusted));
    for (const group of byPlace(open, (trusted) => why(trusted) + placeOf(trusted).path.join())) {
      const [first] = group;
      const names = listed(group.map((each) => each.repository.fullName));
      const branch = first.repository.locked?.defaultBranch ?? 'main';
      report(
        placeOf(first),
        [
          `any branch of ${names} may deploy to \`${first.environment}\`: whoever can push one needs only an approval to get the role of \`${first.role.plan.binding}\``,
          why(first),
          `let certain branches through only, \`deployment_branches: [${branch}]\`, or require \`claims: { ref: refs/heads/${branch} }\` in the trust`,
        ].join('\n'),
        { related: first.declared && [{ message: 'trusted here', at: first.at }] },
      );
    }
  },
};

function isOpen(trusted: TrustedEnvironment): boolean {
  const { reviewers, rules } = protectionOf(trusted);
  return reviewers > 0 && rules.kind !== 'hold';
}

function placeOf(trusted: TrustedEnvironment) {
  const { declared, at } = trusted;
  return declared ? (openRulePlace(protectionOf(trusted).rules, declared.at) ?? keyOf(declared.at)) : at;
}

function why(trusted: TrustedEnvironment): string {
  const { rules } = protectionOf(trusted);
  if (rules.kind === 'open') return rules.why;
  return trusted.declared
    ? 'it has reviewers and no branch rules'
    : 'the lock file knows its reviewers, and no branch rules';
}
