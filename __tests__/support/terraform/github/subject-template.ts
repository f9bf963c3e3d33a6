import type { ResourceType } from '../plugin/provider';
import { type Attributes, textOf, textsOf } from '../plugin/value';
import { type Client, ask, find, repositoryPath } from './client';

/**
 * `github_actions_repository_oidc_subject_claim_customization_template`. Every repository has one: making one overwrites it, and
 * destroying one resets it.
 */
export const subjectTemplate: ResourceType<Client> = {
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
  read: (client, state) => read(client, textOf(state['id'])),
  destroy: async (client, state) => {
    await ask(client, 'PUT', path(client, textOf(state['repository'])), { use_default: true });
  },
  import: (_, id) => ({ id }),
};

async function put(client: Client, planned: Attributes): Promise<Attributes> {
  const [name, keys] = [textOf(planned['repository']), textsOf(planned['include_claim_keys'])];
  const useDefault = planned['use_default'] === true;
  if (useDefault && keys.length > 0) throw new Error('include_claim_keys cannot be set when use_default is true');
  const claims = keys.length > 0 && { include_claim_keys: keys };
  await ask(client, 'PUT', path(client, name), { use_default: useDefault, ...claims });
  return (await read(client, name)) ?? {};
}

async function read(client: Client, name: string): Promise<Attributes | undefined> {
  const found = await find<TemplateJson>(client, path(client, name));
  if (!found) return undefined;
  const { use_default, include_claim_keys: keys = [] } = found.body;
  return { id: name, repository: name, use_default, include_claim_keys: keys.length > 0 ? keys : null };
}

interface TemplateJson {
  readonly use_default: boolean;
  readonly include_claim_keys?: readonly string[];
}

function path(client: Client, name: string): string {
  return `${repositoryPath(client, name)}/actions/oidc/customization/sub`;
}
