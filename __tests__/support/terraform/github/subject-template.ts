import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf, textsOf } from '../plugin/value';
import { type GitHub, findRepository, lookUp, notFound, request } from './connection';

/** `github_actions_repository_oidc_subject_claim_customization_template`. Every repository has one: making one overwrites it. */
export const subjectTemplate: ResourceType<GitHub> = {
  replacedBy: [],
  validate: ({ repository, include_claim_keys: keys }) => {
    const name = textOf(repository);
    if (name.length < 1 || name.length > 100)
      throw new Error(`expected length of repository to be in the range (1 - 100), got ${name}`);
    if (Array.isArray(keys) && keys.length === 0)
      throw new Error('Attribute include_claim_keys requires 1 item minimum, but config has only 0 declared.');
  },
  create: put,
  update: put,
  read: (github, state) => {
    const name = textOf(state['id']);
    const found = lookUp(github, path(github, name), (owner) => findRepository(owner, name));
    if (!found) return undefined;
    const { template } = found;
    const keys = template && template.length > 0 ? template : null;
    return { ...state, repository: name, use_default: template === undefined, include_claim_keys: keys };
  },
  destroy: (github, state) => {
    write(github, textOf(state['repository']), undefined);
  },
  import: (_, id) => ({ id }),
};

function put(github: GitHub, planned: Attributes): Attributes {
  const [name, keys] = [textOf(planned['repository']), textsOf(planned['include_claim_keys'])];
  const isDefault = planned['use_default'] === true;
  if (isDefault && keys.length > 0) throw new Error('include_claim_keys cannot be set when use_default is true');
  write(github, name, isDefault ? undefined : keys);
  return { id: name };
}

function write(github: GitHub, name: string, template: readonly string[] | undefined): void {
  request(github, 'PUT', path(github, name), (owner) => {
    const found = findRepository(owner, name);
    if (!found) throw notFound(github, 'PUT', path(github, name));
    if (template) found.template = template;
    else delete found.template;
  });
}

function path({ owner }: GitHub, name: string): string {
  return `repos/${owner}/${name}/actions/oidc/customization/sub`;
}
