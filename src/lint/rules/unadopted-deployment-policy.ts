import { deploymentRules } from '../../bindings/lock';
import { child, keyOf } from '../../diagnostics/source';
import { ghApi } from '../../oidc/issuer';
import { declaredEnvironments } from '../environments';
import { listedRules } from '../listed';
import type { Rule } from '../rule';

/**
 * GitHub has each pattern of an environment once: asked to make it again it redirects to the one that is there, and Terraform's
 * provider never learns its id. So a rule that exists has to be adopted, and for that the lock has to know its id.
 * https://github.com/integrations/terraform-provider-github/issues/3611
 */
export const unadoptedDeploymentPolicy: Rule = {
  id: 'unadopted-deployment-policy',
  check(context, report) {
    for (const { repository, environment, declared, facts } of declaredEnvironments(context)) {
      if (facts === undefined || facts === 'absent') continue;
      const { deployment_branches: branches = [], deployment_tags: tags = [] } = declared.settings;
      const declaredAs = { branch: branches, tag: tags };
      const unknown = deploymentRules(facts).filter(
        ({ kind, pattern, id }) => id === undefined && declaredAs[kind].includes(pattern),
      );
      const [first] = unknown;
      if (!first) continue;
      const ofKind = (wanted: 'branch' | 'tag') =>
        unknown.flatMap(({ kind, pattern }) => (kind === wanted ? pattern : []));
      const key = first.kind === 'branch' ? 'deployment_branches' : 'deployment_tags';
      const rules = `repos/${repository.fullName}/environments/${encodeURIComponent(environment)}/deployment-branch-policies`;
      const locked = repository.locked && child(repository.locked.at, 'environments', environment, key);
      report(
        keyOf(child(declared.at, key)),
        [
          `GitHub has rules for ${listedRules(ofKind('branch'), ofKind('tag'))} of \`${environment}\` of \`${repository.fullName}\`, and the lock file does not know their ids`,
          'Terraform would make them again, GitHub would not, and every plan from then on would try once more. Have the ids locked:',
          '  npx oidc-bindings lock',
          'or ask by hand, and write each pattern with its id:',
          `  ${ghApi(context.bindings.github.host)} '${rules}' --jq '.branch_policies[] | "\\(.id) \\(.type) \\(.name)"'`,
          `  ${key}: { ${JSON.stringify(first.pattern)}: ID }`,
        ].join('\n'),
        { related: locked && [{ message: 'as locked', at: locked }] },
      );
    }
  },
};
