import { DataGithubTeam } from '@cdktf/provider-github/lib/data-github-team';
import { DataGithubUser } from '@cdktf/provider-github/lib/data-github-user';
import { RepositoryEnvironment } from '@cdktf/provider-github/lib/repository-environment';
import type { Construct } from 'constructs';
import type { EnvironmentPlan, ProtectPlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { addRules, forgottenAddresses, importedRules, movedRules } from './deployment-rules';
import { add, dataReference, resourceAddress } from './element';
import { GitHubStack } from './github-stack';
import { environmentId } from './import-id';
import { readBack } from './read-back';
import { terraformText } from './terraform-text';

/** The stack that protects the environments of an owner's repositories. */
export class ProtectStack extends GitHubStack {
  constructor(app: Construct, plan: ProtectPlan) {
    super(app, plan);
    for (const slug of names(plan, 'teams'))
      add(this, DataGithubTeam, address(slug), { slug: terraformText(slug), summaryOnly: true });
    for (const login of names(plan, 'users'))
      add(this, DataGithubUser, address(login), { username: terraformText(login) });
    for (const environment of plan.environments) this.protect(environment);
    this.check(plan.environments.flatMap((each) => readBack(this, plan.owner, each, reviewersOf(each))));
    this.adopt([
      ...plan.environments.filter(({ exists }) => exists).map(importBlock),
      ...plan.environments.flatMap(importedRules),
    ]);
    this.move(plan.environments.flatMap(movedRules));
    this.letGo(
      plan.forgotten.flatMap((each) => [
        resourceAddress(RepositoryEnvironment, address(each.repository, each.environment)),
        ...forgottenAddresses(each),
      ]),
    );
  }

  private protect(plan: EnvironmentPlan): void {
    const { repository, environment, deploymentPolicy: policy } = plan;
    const own = address(repository, environment);
    const after = this.guarded(repository);
    const config = {
      repository: terraformText(repository),
      environment: terraformText(environment),
      waitTimer: plan.waitTimer,
      preventSelfReview: plan.preventSelfReview,
      canAdminsBypass: plan.canAdminsBypass,
      deploymentBranchPolicy:
        policy.kind === 'any'
          ? undefined
          : {
              protectedBranches: policy.kind === 'protected-branches',
              customBranchPolicies: policy.kind === 'patterns',
            },
    };
    const element = add(this, RepositoryEnvironment, own, config, after);
    const { teams, users } = reviewersOf(plan);
    if (teams.length + users.length > 0) element.addOverride('reviewers', [withoutEmpty({ teams, users })]);
    // An absent block leaves the reviewers that GitHub has; an empty one takes them off.
    // https://github.com/integrations/terraform-provider-github/issues/3156
    else if (plan.losesReviewers) element.addOverride('reviewers', [{}]);
    addRules(this, plan, [...after, resourceAddress(RepositoryEnvironment, own)]);
  }
}

/** All slugs or logins of a plan; ids need no look-up. */
function names({ environments }: ProtectPlan, kind: 'teams' | 'users'): readonly string[] {
  const all = environments.flatMap((environment) => environment[kind]).filter((name) => typeof name === 'string');
  return [...new Set(all)].sort();
}

/** Ids, or references to them. */
function reviewersOf({ teams, users }: EnvironmentPlan) {
  return {
    teams: teams.map((team) => (typeof team === 'number' ? team : dataReference(DataGithubTeam, address(team), 'id'))),
    users: users.map((user) => (typeof user === 'number' ? user : dataReference(DataGithubUser, address(user), 'id'))),
  };
}

function withoutEmpty<T extends object>(lists: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(lists).filter(([, list]) => (list as readonly unknown[]).length > 0),
  ) as Partial<T>;
}

function importBlock({ repository, environment }: EnvironmentPlan) {
  return {
    to: resourceAddress(RepositoryEnvironment, address(repository, environment)),
    id: environmentId(repository, environment),
  };
}
