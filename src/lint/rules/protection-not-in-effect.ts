import { child, keyOf } from '../../diagnostics/source';
import { type EnvironmentFacts, branchSettings } from '../../bindings/lock';
import { type Environment, declaredEnvironments, environmentPath } from '../environments';
import { ghApi } from '../../oidc/issuer';
import { listedRules } from '../listed';
import { protectionOf } from '../protection';
import type { Rule } from '../rule';

/**
 * GitHub refuses protections that its plan does not offer, ignores reviewers without access, and anybody with administration may
 * take protections off: the provider notices none of that. The lock file says what GitHub has. What it says of an environment that
 * was not declared yet when it was written (`kept` does not name it) may only be older than the declaration.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export const protectionNotInEffect: Rule = {
  id: 'protection-not-in-effect',
  check(context, report) {
    for (const known of declaredEnvironments(context)) {
      const { repository, environment, declared, facts } = known;
      if (facts === undefined || facts === 'absent') continue;
      const isRefreshed = repository.locked?.kept.includes(environment) ?? false;
      const gaps = [...missingApproval(known, facts, isRefreshed), ...missingRules(known, facts)];
      if (gaps.length === 0) continue;
      const locked = repository.locked && keyOf(child(repository.locked.at, 'environments', environment));
      const path = environmentPath(repository.fullName, environment);
      report(
        keyOf(declared.at),
        [
          `GitHub does not have what is declared for the environment \`${environment}\` of \`${repository.fullName}\`, as far as the lock file knows:`,
          ...gaps.map((gap) => `- ${gap}`),
          "apply, and run `npx oidc-bindings lock`. If it stays, GitHub's plan may not offer it for this repository, reviewers may lack access to it, or somebody took it off. By hand:",
          `  echo '${requestBody(known)}' | ${ghApi(context.bindings.github.host)} --method PUT '${path}' --input -`,
          'never by `terraform apply -replace`, which deletes the environment with its secrets',
        ].join('\n'),
        {
          severity: isRefreshed ? 'warning' : 'info',
          related: locked && [{ message: 'as locked', at: locked }],
        },
      );
    }
  },
};

type Declared = Environment & Required<Pick<Environment, 'declared'>>;

/** What of the approval GitHub is known not to have. */
function missingApproval(known: Declared, facts: EnvironmentFacts, isRefreshed: boolean): readonly string[] {
  const { settings } = known.declared;
  const { reviewers } = protectionOf(known);
  const { reviewers: present = reviewers, wait_timer: waits = Infinity } = facts;
  const wait = settings.wait_timer ?? 0;
  const mayNotBypass = settings.can_admins_bypass === false || (isRefreshed && !settings.can_admins_bypass);
  return [
    ...(present < reviewers ? [`\`reviewers\`: ${present === 0 ? 'none' : present} instead of ${reviewers}`] : []),
    ...(waits < wait ? [`\`wait_timer\`: ${waits} minutes instead of ${wait}`] : []),
    ...(settings.prevent_self_review && facts.prevent_self_review === false
      ? ['`prevent_self_review`: whoever starts a run may approve it']
      : []),
    ...(mayNotBypass && facts.can_admins_bypass ? ['`can_admins_bypass`: administrators may skip all protection'] : []),
  ];
}

/**
 * Whether GitHub is known to have no branch rules, or those of the other kind. Which patterns it has is the concern of
 * `weakens-environment` and `stray-deployment-policy`.
 */
function missingRules({ declared, repository }: Declared, facts: EnvironmentFacts): readonly string[] {
  const { deployment_branches: branches, deployment_tags: tags, protected_branches: all } = declared.settings;
  const present = branchSettings(facts);
  const hasPatterns = present.deployment_branches !== undefined || present.deployment_tags !== undefined;
  const isAny = !hasPatterns && present.protected_branches === false;
  if (all && hasPatterns && repository.locked?.hasProtectedBranches)
    return [
      `branch rules: ${listedRules(present.deployment_branches, present.deployment_tags) || 'nothing'} instead of protected branches`,
    ];
  const wanted = all ? 'protected branches' : listedRules(branches ?? [], tags ?? []);
  if (wanted !== '' && isAny) return [`branch rules: none, so that any branch may deploy, instead of ${wanted}`];
  if (wanted !== '' && !all && present.protected_branches)
    return [`branch rules: protected branches instead of ${wanted}`];
  return [];
}

/** The request that sets all of it: a request without a part takes that off. Who reviews is known by ids alone. */
function requestBody({ declared: { settings } }: Declared): string {
  const { deployment_branches: branches, deployment_tags: tags, protected_branches: all } = settings;
  const { teams = [], users = [] } = settings.reviewers ?? {};
  const reviewer = (type: string) => (id: string | number) => ({ type, id: typeof id === 'number' ? id : 'ID' });
  return JSON.stringify({
    wait_timer: settings.wait_timer ?? 0,
    prevent_self_review: settings.prevent_self_review ?? false,
    can_admins_bypass: settings.can_admins_bypass ?? false,
    reviewers: [...teams.map(reviewer('Team')), ...users.map(reviewer('User'))],
    deployment_branch_policy:
      all || branches || tags ? { protected_branches: all ?? false, custom_branch_policies: !all } : null,
  }).replaceAll('"ID"', 'ID');
}
