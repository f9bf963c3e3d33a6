import type { AccessPlan, AccountPlan } from '../../../src/access-plan/access-plan';
import type { Environment, Owner, Repository } from '../github/world';
import type { Account, World } from './world';

/** The least that has to exist for a plan to be applied: repositories, teams, users, and whatever the plan looks up or adopts. */
export function leastWorld({ accounts, protect, publish }: AccessPlan): World {
  const owners: Record<string, Owner> = {};
  const users: Record<string, number> = {};
  for (const { owner, repositories } of [...protect, ...publish]) {
    const found = (owners[owner] ??= { repositories: {}, variables: {}, teams: {} });
    for (const { name, id } of repositories) found.repositories[name] ??= repository(Number(id ?? name.length));
  }
  for (const { owner, environments } of protect) {
    for (const { repository, environment, teams, users: logins, exists, existingRules } of environments) {
      for (const team of teams) if (typeof team === 'string') (owners[owner]?.teams ?? {})[team] = team.length;
      for (const login of logins) if (typeof login === 'string') users[login] = login.length;
      if (exists)
        (owners[owner]?.repositories[repository]?.environments ?? {})[environment] = {
          ...openEnvironment(),
          branchPolicy: existingRules.length > 0 ? 'custom' : 'any',
          policies: Object.fromEntries(existingRules.map(({ id, kind, pattern }) => [id, { kind, pattern }])),
        };
    }
  }
  for (const { owner, variables } of publish) {
    for (const { repository, environment } of variables) {
      if (environment === undefined || isDeclared(protect, repository, environment)) continue;
      (owners[owner]?.repositories[repository]?.environments ?? {})[environment] = openEnvironment();
    }
  }
  return {
    accounts: Object.fromEntries(accounts.map((account) => [account.id, leastAccount(account)])),
    owners,
    users,
  };
}

function isDeclared(protect: AccessPlan['protect'], repository: string, environment: string): boolean {
  return protect.some(({ environments }) =>
    environments.some((each) => each.repository === repository && each.environment === environment),
  );
}

function leastAccount({ oidcProviders }: AccountPlan): Account {
  const existing = oidcProviders.filter(({ mode }) => mode !== 'create');
  const entries = existing.map(({ arn, url, audiences }) => {
    return [arn, { url: url.replace('https://', ''), clientIds: audiences, thumbprints: [], tags: {} }] as const;
  });
  return { oidcProviders: Object.fromEntries(entries), roles: {} };
}

/** A repository in which nothing is. */
export function repository(id: number): Repository {
  return { id, environments: {}, variables: {} };
}

/** An environment as a workflow makes it that names one which is not there. */
export function openEnvironment(): Environment {
  return {
    waitTimer: 0,
    canAdminsBypass: true,
    preventSelfReview: false,
    teams: [],
    users: [],
    branchPolicy: 'any',
    policies: {},
    variables: {},
    secrets: [],
  };
}
