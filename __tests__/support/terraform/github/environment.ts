import type { ResourceType } from '../plugin/provider';
import { type Attributes, type Value, blocksOf, textOf } from '../plugin/value';
import type { Environment } from '../world';
import { type GitHub, failure, findEnvironment, findRepository, idParts, request } from './connection';

/**
 * `github_repository_environment`. Making one and changing one are the same request, in which what is left out is reset: of one
 * that exists only the secrets, variables and deployment policies stay.
 */
export const environment: ResourceType<GitHub> = {
  replacedBy: ['repository', 'environment'],
  defaults: { can_admins_bypass: true, prevent_self_review: false },
  validate: ({ wait_timer: minutes, environment: name }) => {
    if (typeof minutes === 'number' && (minutes < 0 || minutes > 43200))
      throw new Error(`expected wait_timer to be in the range (0 - 43200), got ${minutes}`);
    if (textOf(name).length > 255) throw new Error('environment name is too long (maximum is 255 characters)');
  },
  create: put,
  update: put,
  read: (github, state) => {
    const [repository = '', name = ''] = idParts(textOf(state['id']), 2);
    const environmentName = name.replaceAll('??', ':');
    const found = request(github, 'GET', path(github, repository, environmentName), (owner) => {
      const of = findRepository(owner, repository);
      return of && findEnvironment(of, environmentName);
    });
    return found && { ...state, repository, environment: environmentName, ...attributes(found, state) };
  },
  destroy: (github, state) => {
    const [repository, name] = [textOf(state['repository']), textOf(state['environment'])];
    request(github, 'DELETE', path(github, repository, name), (owner) => {
      delete findRepository(owner, repository)?.environments[name];
    });
  },
  import: (_, id) => {
    const [repository = '', name = ''] = idParts(id, 2);
    return { id, repository, environment: name.replaceAll('??', ':') };
  },
};

function put(github: GitHub, planned: Attributes): Attributes {
  const [repository, name] = [textOf(planned['repository']), textOf(planned['environment'])];
  return request(github, 'PUT', path(github, repository, name), (owner) => {
    const found = findRepository(owner, repository);
    if (!found) throw failure(github, 'PUT', path(github, repository, name), 404, 'Not Found');
    const [reviewers] = blocksOf(planned['reviewers']);
    const [policy] = blocksOf(planned['deployment_branch_policy']);
    const settings = {
      waitTimer: Number(planned['wait_timer'] ?? 0),
      canAdminsBypass: planned['can_admins_bypass'] === true,
      preventSelfReview: planned['prevent_self_review'] === true,
      teams: numbers(reviewers?.['teams']),
      users: numbers(reviewers?.['users']),
      branchPolicy: branchPolicy(policy),
    };
    if (settings.teams.length + settings.users.length > 6)
      throw new Error('a maximum of 6 reviewers (users and teams combined) can be set for an environment');
    const existing = findEnvironment(found, name);
    if (existing) Object.assign(existing, settings);
    else found.environments[name] = { ...settings, policies: {}, variables: {}, secrets: [] };
    return { id: `${repository}:${name.replaceAll(':', '??')}` };
  });
}

function branchPolicy(block: Attributes | undefined): Environment['branchPolicy'] {
  if (!block) return 'any';
  const [branches, custom] = [block['protected_branches'], block['custom_branch_policies']];
  if (branches === custom)
    throw new Error('422 Validation Failed: protected_branches and custom_branch_policies cannot have the same value');
  return custom === true ? 'custom' : 'protected';
}

/** Reviewers that are gone from GitHub stay in the state: the provider sets them only from a rule that is there. */
function attributes(found: Environment, state: Attributes): Attributes {
  const { teams, users, branchPolicy: policy, waitTimer } = found;
  const reviewed = teams.length + users.length > 0;
  return {
    wait_timer: waitTimer === 0 ? (state['wait_timer'] === 0 ? 0 : null) : waitTimer,
    can_admins_bypass: found.canAdminsBypass,
    prevent_self_review: reviewed ? found.preventSelfReview : (state['prevent_self_review'] ?? false),
    reviewers: reviewed ? [{ teams: orNull(teams), users: orNull(users) }] : (state['reviewers'] ?? []),
    deployment_branch_policy:
      policy === 'any'
        ? []
        : [{ protected_branches: policy === 'protected', custom_branch_policies: policy === 'custom' }],
  };
}

function numbers(value: Value | undefined): readonly number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
}

/** The plugin SDK takes an empty set and none for the same. */
function orNull(ids: readonly number[]): Value {
  return ids.length > 0 ? ids : null;
}

function path({ owner }: GitHub, repository: string, name: string): string {
  return `repos/${owner}/${repository}/environments/${encodeURIComponent(name)}`;
}
