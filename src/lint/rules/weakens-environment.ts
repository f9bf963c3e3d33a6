import { child, keyOf } from '../../diagnostics/source';
import { type EnvironmentFacts, branchSettings } from '../../bindings/lock';
import { type Environment, declaredEnvironments } from '../environments';
import { listedRules } from '../listed';
import { branchRules, protectionOf } from '../protection';
import { covers, deploymentPattern } from '../../oidc/ref-pattern';
import type { Rule } from '../rule';

/**
 * Declaring an environment replaces its whole protection, what the file does not mention included. What that would take away
 * has to be said in words, or lived with in words.
 * https://docs.github.com/en/rest/deployments/environments#create-or-update-an-environment
 */
export const weakensEnvironment: Rule = {
  id: 'weakens-environment',
  check(context, report) {
    for (const known of declaredEnvironments(context)) {
      const { repository, environment, declared, facts } = known;
      if (facts === undefined || facts === 'absent') continue;
      const losses = [...lostApproval(known, facts), ...lostBranchRules(known, facts)];
      if (losses.length === 0) continue;
      const locked = repository.locked && keyOf(child(repository.locked.at, 'environments', environment));
      report(
        keyOf(declared.at),
        [
          `the environment \`${environment}\` of \`${repository.fullName}\` is declared with less protection than GitHub has, and would lose:`,
          ...losses.map((loss) => `- ${loss}`),
          'declare what GitHub has; if that shall go, waive this until the lock file is up to date again',
        ].join('\n'),
        { related: locked && [{ message: 'as locked', at: locked }] },
      );
    }
  },
};

type Declared = Environment & Required<Pick<Environment, 'declared'>>;

function lostApproval(known: Declared, facts: EnvironmentFacts): readonly string[] {
  const { settings } = known.declared;
  const { reviewers } = protectionOf(known);
  const before = facts.reviewers ?? 0;
  const wait = settings.wait_timer ?? 0;
  const waited = facts.wait_timer ?? 0;
  const may = 'and may not now';
  return [
    ...(reviewers < before ? [`\`reviewers\`: ${reviewers === 0 ? 'none' : reviewers} instead of ${before}`] : []),
    ...(wait < waited ? [`\`wait_timer\`: ${wait} minutes instead of ${waited}`] : []),
    ...(facts.prevent_self_review && !settings.prevent_self_review
      ? [`\`prevent_self_review\`: whoever starts a run could approve it, ${may}`]
      : []),
    ...(facts.can_admins_bypass === false && settings.can_admins_bypass
      ? [`\`can_admins_bypass\`: administrators could skip all protection, ${may}`]
      : []),
  ];
}

function lostBranchRules({ declared, repository }: Declared, facts: EnvironmentFacts): readonly string[] {
  const { deployment_branches: branches, deployment_tags: tags, protected_branches: all } = declared.settings;
  const rules = branchSettings(facts);
  const known = { heads: rules.deployment_branches ?? [], tags: rules.deployment_tags ?? [] };
  if (facts.protected_branches) {
    const gone = !all && !branches && !tags && repository.locked?.hasProtectedBranches !== false;
    return gone ? ['branch rules: any branch may deploy, and now only protected ones may'] : [];
  }
  if (branchRules(rules, repository).kind !== 'hold') return [];
  const before = `and now only ${listedRules(known.heads, known.tags)} may`;
  if (all && repository.locked?.hasProtectedBranches) return [];
  if (all) return [`branch rules: protected branches may deploy, or any if there are none, ${before}`];
  if (!branches && !tags) return [`branch rules: any branch may deploy, ${before}`];
  const wider = (kind: 'heads' | 'tags', patterns: readonly string[] = []) =>
    patterns.filter((text) => !isCovered(kind, text, known[kind]));
  const added = listedRules(wider('heads', branches), wider('tags', tags));
  return added === '' ? [] : [`branch rules: ${added} may deploy as well, ${before}`];
}

function isCovered(kind: 'heads' | 'tags', text: string, by: readonly string[]): boolean {
  const narrow = deploymentPattern(kind, text);
  return by.some((wide) => covers(deploymentPattern(kind, wide), narrow));
}
