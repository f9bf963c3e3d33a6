import type { ResourceType } from '../plugin/provider';
import { textOf } from '../plugin/value';
import type { Environment, Owner } from '../world';
import { type GitHub, failure, findEnvironment, findRepository, idParts, request } from './connection';

/** `github_repository_environment_deployment_policy`: a pattern of names that may deploy. Others that exist are left alone. */
export const deploymentPolicy: ResourceType<GitHub> = {
  replacedBy: ['repository', 'environment', 'branch_pattern', 'tag_pattern'],
  validate: ({ branch_pattern: branch, tag_pattern: tag }) => {
    if ((textOf(branch) === '') === (textOf(tag) === ''))
      throw new Error('Invalid combination of arguments: one of `branch_pattern,tag_pattern` must be specified');
  },
  create: (github, planned) => {
    const [repository, name] = [textOf(planned['repository']), textOf(planned['environment'])];
    const kind = textOf(planned['branch_pattern']) === '' ? 'tag' : 'branch';
    const url = `repos/${github.owner}/${repository}/environments/${encodeURIComponent(name)}/deployment-branch-policies`;
    return request(github, 'POST', url, (owner) => {
      const found = lookUp(owner, repository, name);
      if (found?.branchPolicy !== 'custom') throw failure(github, 'POST', url, 404, 'Not Found');
      const pattern = textOf(planned[`${kind}_pattern`]);
      const existing = Object.entries(found.policies).find(
        ([, each]) => each.kind === kind && each.pattern === pattern,
      );
      const id = existing?.[0] ?? String(1000 + Object.keys(found.policies).length);
      found.policies[id] = { kind, pattern };
      return { id: `${repository}:${name.replaceAll(':', '??')}:${id}` };
    });
  },
  update: () => {
    throw new Error('every argument makes a new deployment policy');
  },
  read: (github, state) => {
    const { repository, name, id } = parts(textOf(state['id']));
    const found = request(github, 'GET', `repos/${github.owner}/${repository}`, (owner) =>
      lookUp(owner, repository, name),
    );
    const policy = found?.policies[id];
    return policy && { ...state, [`${policy.kind}_pattern`]: policy.pattern };
  },
  destroy: (github, state) => {
    const { repository, name, id } = parts(textOf(state['id']));
    const url = `repos/${github.owner}/${repository}/environments/${encodeURIComponent(name)}/deployment-branch-policies/${id}`;
    request(github, 'DELETE', url, (owner) => {
      const found = lookUp(owner, repository, name);
      if (!found?.policies[id]) throw failure(github, 'DELETE', url, 404, 'Not Found');
      delete found.policies[id];
    });
  },
  // As released: the repository and the environment are not filled in.
  import: (_, id) => ({ id }),
};

function lookUp(owner: Owner, repository: string, name: string): Environment | undefined {
  const found = findRepository(owner, repository);
  return found && findEnvironment(found, name);
}

function parts(text: string) {
  const [repository = '', name = '', id = ''] = idParts(text, 3);
  return { repository, name: name.replaceAll('??', ':'), id };
}
