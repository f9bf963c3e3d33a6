import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import type { Environment, Owner } from '../world';
import { type GitHub, escaped, findEnvironment, idParts, lookUp, notFound, request, segment } from './connection';

type Policies = Environment['policies'];
type Policy = Policies[string];

/**
 * `github_repository_environment_deployment_policy`: a pattern of names that may deploy. Others that exist are left alone. The
 * real one changes a pattern in place where it stays one of branches, or of tags.
 */
export const deploymentPolicy: ResourceType<GitHub> = {
  replacedBy: ['repository', 'environment', 'branch_pattern', 'tag_pattern'],
  validate: ({ branch_pattern: branch, tag_pattern: tag }) => {
    if ((branch ?? null) !== null && (tag ?? null) !== null)
      throw new Error('"branch_pattern": conflicts with tag_pattern');
  },
  create: (github, planned) => {
    const [repository, name] = [textOf(planned['repository']), textOf(planned['environment'])];
    const policy = policyOf(planned);
    const url = path(github, repository, name);
    return request(github, 'POST', url, (owner) => {
      const found = findEnvironment(owner, repository, name);
      if (found?.branchPolicy !== 'custom') throw notFound(github, 'POST', url);
      const id = idOf(found.policies, policy) ?? nextId(found.policies);
      found.policies[id] = policy;
      return { id: `${repository}:${escaped(name)}:${id}` };
    });
  },
  update: () => {
    throw new Error('every argument makes a new deployment policy');
  },
  read: (github, state) => {
    const { repository, environment, branchPolicyId: id } = parts(state);
    const url = `${path(github, repository, environment)}/${id}`;
    const policy = lookUp(github, url, (owner) => policiesOf(owner, repository, environment)?.[id]);
    return policy && { ...state, [`${policy.kind}_pattern`]: policy.pattern };
  },
  destroy: (github, state) => {
    const { repository, environment, branchPolicyId: id } = parts(state);
    const url = `${path(github, repository, environment)}/${id}`;
    request(github, 'DELETE', url, (owner) => {
      const policies = policiesOf(owner, repository, environment);
      if (!policies?.[id]) throw notFound(github, 'DELETE', url);
      delete policies[id];
    });
  },
  // As released: the repository and the environment are not filled in.
  import: (_, id) => ({ id }),
};

function policyOf(planned: Attributes): Policy {
  const [branch, tag] = [textOf(planned['branch_pattern']), textOf(planned['tag_pattern'])];
  if (branch === '' && tag === '')
    throw new Error('exactly one of "branch_pattern" and "tag_pattern" must be specified');
  return branch === '' ? { kind: 'tag', pattern: tag } : { kind: 'branch', pattern: branch };
}

/** GitHub gives the one that exists in place of a second of the same pattern. */
function idOf(policies: Policies, { kind, pattern }: Policy): string | undefined {
  return Object.entries(policies).find(([, each]) => each.kind === kind && each.pattern === pattern)?.[0];
}

function nextId(policies: Policies): string {
  return String(Math.max(999, ...Object.keys(policies).map(Number)) + 1);
}

function policiesOf(owner: Owner, repository: string, name: string): Policies | undefined {
  return findEnvironment(owner, repository, name)?.policies;
}

function parts(state: Attributes) {
  const all = idParts(textOf(state['id']), ['repository', 'environment', 'branchPolicyId']);
  if (!/^[+-]?\d+$/.test(all.branchPolicyId))
    throw new Error(`strconv.ParseInt: parsing "${all.branchPolicyId}": invalid syntax`);
  return all;
}

function path({ owner }: GitHub, repository: string, name: string): string {
  return `repos/${owner}/${repository}/environments/${segment(name)}/deployment-branch-policies`;
}
