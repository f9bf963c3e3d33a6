import type { Environment, Owner, Repository } from '../github/world';
import type { Account, Role, World } from '../terraform/world';

/** What is gone or weaker in a world than it was in an earlier one: objects by what they are and not by how they are called now. */
export function lossesBetween(before: World, after: World): readonly string[] {
  return [
    ...Object.entries(before.accounts).flatMap(([id, account]) => accountLosses(id, account, after.accounts[id])),
    ...[...repositoriesOf(before)].flatMap(([id, repository]) => {
      const now = repositoriesOf(after).get(id);
      return now ? repositoryLosses(`repository ${id}`, repository, now) : [`repository ${id}`];
    }),
    ...Object.values(before.owners).flatMap((owner) => organizationLosses(owner, after)),
  ];
}

function accountLosses(id: string, before: Account, after?: Account): readonly string[] {
  return [
    ...Object.entries(before.oidcProviders).flatMap(([arn, provider]) => {
      const now = after?.oidcProviders[arn];
      if (!now) return [`provider ${arn}`];
      return [
        ...missing(`provider ${arn} client`, provider.clientIds, now.clientIds),
        ...missing(`provider ${arn} thumbprint`, provider.thumbprints, now.thumbprints),
        ...missing(`provider ${arn} tag`, Object.keys(provider.tags), Object.keys(now.tags)),
      ];
    }),
    ...Object.entries(before.roles).flatMap(([name, role]) => {
      const now = after?.roles[name];
      const what = `role ${id}/${name}`;
      return now?.uniqueId === role.uniqueId ? roleLosses(what, role, now) : [what];
    }),
  ];
}

function roleLosses(what: string, before: Role, after: Role): readonly string[] {
  const differs = (key: 'path' | 'description' | 'maxSessionDuration' | 'permissionsBoundary') =>
    before[key] !== after[key] && before[key] !== '' ? [`${what} ${key}`] : [];
  return [
    ...differs('path'),
    ...differs('description'),
    ...(after.maxSessionDuration === before.maxSessionDuration ? [] : [`${what} session`]),
    ...differs('permissionsBoundary'),
    ...missing(`${what} tag`, Object.keys(before.tags), Object.keys(after.tags)),
    ...missing(`${what} policy`, before.attached, after.attached),
    ...missing(`${what} policy`, Object.keys(before.inline), Object.keys(after.inline)),
  ];
}

/** Repositories by their ids. */
function repositoriesOf({ owners }: World): ReadonlyMap<number, Repository> {
  const all = Object.values(owners).flatMap(({ repositories }) => Object.values(repositories));
  return new Map(all.map((repository) => [repository.id, repository]));
}

function repositoryLosses(what: string, before: Repository, after: Repository): readonly string[] {
  const environments = new Map(Object.entries(after.environments).map(([name, each]) => [name.toLowerCase(), each]));
  return [
    ...missing(`${what} variable`, Object.keys(before.variables), Object.keys(after.variables)),
    ...(before.template && !after.template ? [`${what} template`] : []),
    ...Object.entries(before.environments).flatMap(([name, environment]) => {
      const now = environments.get(name.toLowerCase());
      const each = `${what} environment ${name.toLowerCase()}`;
      return now ? environmentLosses(each, environment, now) : [each];
    }),
  ];
}

const OPENNESS = { custom: 0, protected: 1, any: 2 };

function environmentLosses(what: string, before: Environment, after: Environment): readonly string[] {
  const isWeaker = (weaker: boolean, which: string) => (weaker ? [`${what} ${which}`] : []);
  const patterns = ({ policies }: Environment) =>
    Object.values(policies).map(({ kind, pattern }) => `${kind} ${pattern}`);
  return [
    ...missing(`${what} secret`, before.secrets, after.secrets),
    ...missing(`${what} variable`, Object.keys(before.variables), Object.keys(after.variables)),
    ...missing(`${what} team`, before.teams.map(String), after.teams.map(String)),
    ...missing(`${what} user`, before.users.map(String), after.users.map(String)),
    ...isWeaker(after.waitTimer < before.waitTimer, 'waiting time'),
    ...isWeaker(before.preventSelfReview && !after.preventSelfReview, 'self-review'),
    ...isWeaker(!before.canAdminsBypass && after.canAdminsBypass, 'bypass'),
    ...isWeaker(OPENNESS[after.branchPolicy] > OPENNESS[before.branchPolicy], 'branch policy'),
    ...missing(`${what} rule`, patterns(before), patterns(after)),
  ];
}

/** Variables of an organization, which keeps its id whatever it is called. */
function organizationLosses(before: Owner, after: World): readonly string[] {
  const idOf = ({ id = 0 }: Owner) => id;
  const now = Object.values(after.owners).find((owner) => idOf(owner) === idOf(before));
  const what = `organization ${idOf(before)} variable`;
  return Object.entries(before.variables).flatMap(([name, { selected }]) => {
    const variable = now?.variables[name];
    if (!variable) return [`${what} ${name}`];
    return missing(`${what} ${name} for`, selected.map(String), variable.selected.map(String));
  });
}

function missing(what: string, before: readonly string[], after: readonly string[]): readonly string[] {
  return before.filter((each) => !after.includes(each)).map((each) => `${what} ${each}`);
}
