import { DataGithubRestApi } from '@cdktf/provider-github/lib/data-github-rest-api';
import { RepositoryEnvironment } from '@cdktf/provider-github/lib/repository-environment';
import type { Construct } from 'constructs';
import type { EnvironmentPlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { add, dataReference, resourceAddress } from './element';
import type { CheckBlock } from './planned-stack';
import { terraformText } from './terraform-text';

/** Ids of reviewers, or references to them. */
interface Reviewers {
  readonly teams: readonly (string | number)[];
  readonly users: readonly (string | number)[];
}

/** What the data source answers, as far as it can be read. */
const ANSWER = 'jsondecode(self.body)';

/**
 * Reads an environment back, once GitHub has it: where a plan of GitHub's does not have a protection, the provider makes the
 * environment without it and says nothing. Whoever reviews is checked apart, and warned of: the provider does not notice that
 * reviewers are gone, so that no apply would bring them back.
 * https://github.com/integrations/terraform-provider-github/issues/3609
 */
export function readBack(
  scope: Construct,
  owner: string,
  plan: EnvironmentPlan,
  reviewers: Reviewers,
): readonly CheckBlock[] {
  const { repository, environment } = plan;
  const own = address(repository, environment);
  const endpoint = terraformText(`repos/${owner}/${repository}/environments/${encodeURIComponent(environment)}`);
  const hasReviewers = reviewers.teams.length + reviewers.users.length > 0;
  const postcondition = [
    ...conditions(plan).map(([condition, what]) => ({
      condition: `\${${condition}}`,
      errorMessage: notInEffect(plan, what),
    })),
    ...(hasReviewers ? [] : [noReviewers(plan)]),
  ];
  add(scope, DataGithubRestApi, own, { endpoint, lifecycle: { postcondition } }, [
    resourceAddress(RepositoryEnvironment, own),
  ]);
  return hasReviewers ? [reviewersCheck(plan, reviewers)] : [];
}

/** Conditions on the answer, and what they hold. An answer of another form, as of an environment that is gone, meets the first one not. */
function conditions(plan: EnvironmentPlan): readonly (readonly [condition: string, what: string])[] {
  const { canAdminsBypass, waitTimer, preventSelfReview } = plan;
  return [
    [`try(${ANSWER}.can_admins_bypass, null) == ${canAdminsBypass}`, `can_admins_bypass: ${canAdminsBypass}`],
    [`sum(concat([0], ${ofRules('wait_timer', 'rule.wait_timer')})) == ${waitTimer}`, `wait_timer: ${waitTimer}`],
    [
      `alltrue(${ofRules('required_reviewers', `try(rule.prevent_self_review, false) == ${preventSelfReview}`)})`,
      `prevent_self_review: ${preventSelfReview}`,
    ],
    branchCondition(plan),
  ];
}

/** A value of each protection rule of a type; there is one at most. */
function ofRules(type: string, value: string): string {
  return `[for rule in try(${ANSWER}.protection_rules, []) : ${value} if rule.type == "${type}"]`;
}

function branchCondition({ deploymentPolicy: policyPlan }: EnvironmentPlan): readonly [string, string] {
  const policy = `${ANSWER}.deployment_branch_policy`;
  const { kind } = policyPlan;
  if (kind === 'any') return [`try(${policy}, "unknown") == null`, 'no branch rules'];
  if (kind === 'patterns') return [`try(${policy}.custom_branch_policies, false)`, 'deployment_branches'];
  return [`try(${policy}.protected_branches, false)`, 'protected_branches: true'];
}

function notInEffect({ repository, environment }: EnvironmentPlan, what: string): string {
  return terraformText(
    `GitHub does not have \`${what}\` for the environment ${environment} of ${repository}, which bindings.yaml declares. The usual cause is GitHub's plan: below Enterprise, private repositories have no reviewers and no wait timer, and administrators can bypass. Choose a plan that has it, or declare what GitHub can do.`,
  );
}

/** Reviewers of whom the lock file does not know stay, although every plan wants to take them off. */
function noReviewers({ repository, environment }: EnvironmentPlan) {
  return {
    condition: `\${length(${ofRules('required_reviewers', 'rule')}) == 0}`,
    errorMessage: terraformText(
      `GitHub has reviewers for the environment ${environment} of ${repository}, and bindings.yaml names none. Terraform cannot take them off before the lock file knows of them. Declare them; or run npx oidc-bindings lock, render and apply.`,
    ),
  };
}

function reviewersCheck({ repository, environment }: EnvironmentPlan, { teams, users }: Reviewers): CheckBlock {
  const own = address(repository, environment);
  const wanted = [...teams.map((id) => reviewer('Team', id)), ...users.map((id) => reviewer('User', id))];
  const body = dataReference(DataGithubRestApi, own, 'body').slice(2, -1);
  const found = `flatten([for rule in try(jsondecode(${body}).protection_rules, []) : [for each in try(rule.reviewers, []) : "\${each.type} \${each.reviewer.id}"]])`;
  return {
    name: own,
    condition: `\${length(setsubtract([${wanted.join(', ')}], ${found})) == 0}`,
    errorMessage: terraformText(
      `The environment ${environment} of ${repository} lacks reviewers that bindings.yaml names: somebody took them off, or GitHub ignores them, as it does with a team that has no access to the repository. Terraform does not notice, and applying does not bring them back. Give them access, and add them at GitHub, in the settings of the environment. Never use -replace: it deletes the environment with its secrets.`,
    ),
  };
}

function reviewer(type: 'Team' | 'User', id: string | number): string {
  return `"${type} ${id}"`;
}
