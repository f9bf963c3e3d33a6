import type { ResourceType } from '../plugin/provider';
import { type Attributes, type Value, blocksOf, textOf } from '../plugin/value';
import type { Environment } from '../world';
import {
  type GitHub,
  entryOf,
  escaped,
  failure,
  findEnvironment,
  findRepository,
  idParts,
  lookUp,
  notFound,
  request,
  segment,
} from './connection';

const PARTS = ['repository', 'environment'] as const;

/**
 * `github_repository_environment`. Making one and changing one are the same request, in which what is left out is reset: of one
 * that exists only the secrets, variables and deployment policies stay.
 */
export const environment: ResourceType<GitHub> = {
  replacedBy: ['repository', 'environment'],
  // That of `wait_timer` is not the provider's, for which none and zero are the same.
  defaults: { can_admins_bypass: true, prevent_self_review: false, wait_timer: 0 },
  validate: ({ wait_timer: minutes }) => {
    if (typeof minutes === 'number' && (minutes < 0 || minutes > 43200))
      throw new Error(`expected wait_timer to be in the range (0 - 43200), got ${minutes}`);
  },
  slow: true,
  create: put,
  update: put,
  read: (github, state) => {
    const place = idParts(textOf(state['id']), PARTS);
    const { repository, environment: name } = place;
    const found = lookUp(github, path(github, repository, name), (owner) => findEnvironment(owner, repository, name));
    return found && { ...state, ...place, ...attributes(found, state) };
  },
  destroy: (github, state) => {
    const { repository, environment: name } = idParts(textOf(state['id']), PARTS);
    const url = path(github, repository, name);
    request(github, 'DELETE', url, (owner) => {
      const environments = findRepository(owner, repository)?.environments ?? {};
      const found = entryOf(environments, name);
      if (!found) throw notFound(github, 'DELETE', url);
      delete environments[found[0]];
    });
  },
  import: (_, id) => ({ id }),
};

function put(github: GitHub, planned: Attributes): Attributes {
  const [repository, name] = [textOf(planned['repository']), textOf(planned['environment'])];
  const url = path(github, repository, name);
  return request(github, 'PUT', url, (owner) => {
    const found = findRepository(owner, repository);
    if (!found) throw notFound(github, 'PUT', url);
    const wrong = name.length > 255 ? 'the name is longer than 255 characters' : whatIsWrong(planned);
    if (wrong !== undefined) throw failure(github, 'PUT', url, 422, `Validation Failed: ${wrong}`);
    const existing = findEnvironment(owner, repository, name);
    if (existing) Object.assign(existing, settings(planned));
    else found.environments[name] = { ...settings(planned), policies: {}, variables: {}, secrets: [] };
    return { id: `${repository}:${escaped(name)}` };
  });
}

function settings(planned: Attributes) {
  const [reviewers] = blocksOf(planned['reviewers']);
  const [policy] = blocksOf(planned['deployment_branch_policy']);
  return {
    waitTimer: Number(planned['wait_timer'] ?? 0),
    canAdminsBypass: planned['can_admins_bypass'] === true,
    preventSelfReview: planned['prevent_self_review'] === true,
    teams: numbers(reviewers?.['teams']),
    users: numbers(reviewers?.['users']),
    branchPolicy: branchPolicy(policy),
  };
}

/** What GitHub refuses; the provider does not look at it. */
function whatIsWrong(planned: Attributes): string | undefined {
  const { teams, users } = settings(planned);
  const [policy] = blocksOf(planned['deployment_branch_policy']);
  if (teams.length + users.length > 6) return 'there may be no more than 6 reviewers';
  if (policy && policy['protected_branches'] === policy['custom_branch_policies'])
    return 'protected_branches and custom_branch_policies cannot have the same value';
  return undefined;
}

function branchPolicy(block: Attributes | undefined): Environment['branchPolicy'] {
  if (!block) return 'any';
  return block['custom_branch_policies'] === true ? 'custom' : 'protected';
}

/**
 * Reviewers that are gone from GitHub stay in the state, as does whether they may be who started the job: the provider sets
 * both only from a rule that is there. After an import without such a rule neither is known, and the second is planned as a change.
 */
function attributes(found: Environment, state: Attributes): Attributes {
  const { teams, users, branchPolicy: policy, waitTimer } = found;
  const reviewed = teams.length + users.length > 0;
  return {
    wait_timer: waitTimer,
    can_admins_bypass: found.canAdminsBypass,
    prevent_self_review: reviewed ? found.preventSelfReview : (state['prevent_self_review'] ?? null),
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
  return `repos/${owner}/${repository}/environments/${segment(name)}`;
}
