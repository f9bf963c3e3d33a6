import { child, keyOf } from '../../diagnostics/source';
import { branchSettings } from '../../bindings/lock';
import { declaredEnvironments, environmentPath } from '../environments';
import { ghApi } from '../../oidc/issuer';
import { listedRules } from '../listed';
import { covers, deploymentPattern } from '../../oidc/ref-pattern';
import type { Rule } from '../rule';

/**
 * Terraform removes only the branch and tag rules that it made. One that was there before stays beside the declared ones, and
 * an environment is as open as its widest rule.
 * https://docs.github.com/en/rest/deployments/branch-policies
 */
export const strayDeploymentPolicy: Rule = {
  id: 'stray-deployment-policy',
  check(context, report) {
    for (const { repository, environment, declared, facts } of declaredEnvironments(context)) {
      if (facts === undefined || facts === 'absent') continue;
      const { deployment_branches: branches, deployment_tags: tags } = declared.settings;
      if (!branches && !tags) continue;
      const known = branchSettings(facts);
      const strayBranches = notWithin('heads', known.deployment_branches, branches);
      const strayTags = notWithin('tags', known.deployment_tags, tags);
      if (strayBranches.length + strayTags.length === 0) continue;
      const rules = `${environmentPath(repository.fullName, environment)}/deployment-branch-policies`;
      const gh = ghApi(context.bindings.github.host);
      const lockedKey = strayBranches.length > 0 ? 'deployment_branches' : 'deployment_tags';
      const locked = repository.locked && child(repository.locked.at, 'environments', environment, lockedKey);
      report(
        keyOf(child(declared.at, branches ? 'deployment_branches' : 'deployment_tags')),
        [
          `GitHub also lets ${listedRules(strayBranches, strayTags)} deploy to \`${environment}\` of \`${repository.fullName}\`, and Terraform removes no rule that it did not make`,
          'declare it, or delete it, and bring the lock file up to date:',
          `  ${gh} '${rules}' --jq '.branch_policies[] | "\\(.id) \\(.type) \\(.name)"'`,
          `  ${gh} --method DELETE '${rules}/ID'`,
        ].join('\n'),
        { related: locked && [{ message: 'as locked', at: locked }] },
      );
    }
  },
};

/** The locked patterns that let through more than the declared ones. */
function notWithin(kind: 'heads' | 'tags', locked: readonly string[] = [], declared: readonly string[] = []) {
  const known = declared.map((text) => deploymentPattern(kind, text));
  return locked.filter((text) => !known.some((wide) => covers(wide, deploymentPattern(kind, text))));
}
