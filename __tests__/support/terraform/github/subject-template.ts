import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf, textsOf } from '../plugin/value';
import { type GitHub, failure, findRepository, request } from './connection';

/** `github_actions_repository_oidc_subject_claim_customization_template`. Every repository has one: making one overwrites it. */
export const subjectTemplate: ResourceType<GitHub> = {
  replacedBy: [],
  validate: ({ use_default: isDefault, include_claim_keys: keys }) => {
    if (isDefault === true && textsOf(keys).length > 0)
      throw new Error('include_claim_keys cannot be set when use_default is true');
  },
  create: put,
  update: put,
  read: (github, state) => {
    const name = textOf(state['id']);
    const found = request(github, 'GET', path(github, name), (owner) => findRepository(owner, name));
    if (!found) return undefined;
    const { template } = found;
    return { ...state, repository: name, use_default: template === undefined, include_claim_keys: template ?? null };
  },
  destroy: (github, state) => {
    write(github, textOf(state['repository']), undefined);
  },
  import: (_, id) => ({ id }),
};

function put(github: GitHub, planned: Attributes): Attributes {
  const name = textOf(planned['repository']);
  write(github, name, planned['use_default'] === true ? undefined : textsOf(planned['include_claim_keys']));
  return { id: name };
}

function write(github: GitHub, name: string, template: readonly string[] | undefined): void {
  request(github, 'PUT', path(github, name), (owner) => {
    const found = findRepository(owner, name);
    if (!found) throw failure(github, 'PUT', path(github, name), 404, 'Not Found');
    if (template) found.template = template;
    else delete found.template;
  });
}

function path({ owner }: GitHub, name: string): string {
  return `repos/${owner}/${name}/actions/oidc/customization/sub`;
}
