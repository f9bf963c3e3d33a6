import { STATUS_CODES } from 'node:http';
import type { DataSource } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import { type Client, ask, find, read, repositoryPath } from './client';
import { pages } from './pages';
import { type VariableJson, datesOf } from './variables';

interface RepositoryJson {
  readonly id: number;
  readonly name: string;
  readonly full_name: string;
  readonly private: boolean;
  readonly visibility: string;
  readonly default_branch: string;
  readonly archived: boolean;
  readonly has_pages: boolean;
  readonly license: object | null;
}

/**
 * `github_repository`: one that does not exist has no attributes at all, and is no error. Of one with a site or a license it asks
 * for that too, for which a token may have no permission.
 */
export const repositoryData: DataSource<Client> = async (client, config): Promise<Attributes> => {
  const [owner, name] = wanted(client, config);
  const path = repositoryPath({ ...client, owner }, name);
  const found = await find<RepositoryJson>(client, path);
  if (!found) return { id: null, name: null, full_name: null };
  const { id, has_pages: hasPages, license, ...json } = found.body;
  if (hasPages) await ask(client, 'GET', `${path}/pages`);
  if (license) await ask(client, 'GET', `${path}/license`);
  return {
    id: name,
    name: json.name,
    full_name: json.full_name,
    repo_id: id,
    description: '',
    homepage_url: '',
    default_branch: json.default_branch,
    private: json.private,
    visibility: json.visibility,
    archived: json.archived,
    fork: false,
    is_template: false,
    topics: [],
    pages: [],
    template: [],
    repository_license: [],
  };
};

/** The owner and the name; either argument gives them. */
function wanted({ owner }: Client, config: Attributes): readonly [string, string] {
  const [name, fullName] = [textOf(config['name']), textOf(config['full_name'])];
  if (name !== '' && fullName !== '') throw new Error('"full_name": conflicts with name');
  if (name !== '') return [owner, name];
  if (fullName === '') throw new Error('one of "full_name" or "name" has to be provided');
  const [first = '', second, ...rest] = fullName.split('/');
  if (second === undefined || rest.length > 0)
    throw new Error(`unexpected full name format ("${fullName}"), expected owner/repo_name`);
  return [first, second];
}

/** `github_rest_api`: any path, as text. What does not exist is an answer, whatever else GitHub refuses an error. */
export const restApiData: DataSource<Client> = async (client, config) => {
  const { status, headers, text } = await read(client, textOf(config['endpoint']));
  return {
    id: headers.get('x-github-request-id') ?? '',
    code: status,
    status: `${status} ${STATUS_CODES[status] ?? ''}`,
    headers: JSON.stringify(Object.fromEntries([...headers].map(([name, value]) => [name, [value]]))),
    body: text,
  };
};

/** `github_repository_custom_properties`, whose id says by which owner the provider goes. */
export const customPropertiesData: DataSource<Client> = async (client, config) => {
  const repository = textOf(config['repository']);
  const path = `${repositoryPath(client, repository)}/properties/values`;
  const { body } = await ask<readonly { property_name: string; value: string | string[] }[]>(client, 'GET', path);
  const property = body.map(({ property_name, value }) => ({ property_name, property_value: [value].flat() }));
  return { id: `${client.owner}:${repository}`, property };
};

/** `github_actions_organization_variables`, whose id is the owner by which the provider goes. */
export const organizationVariablesData: DataSource<Client> = async (client) => {
  const found = await pages<{ readonly variables: readonly (VariableJson & { readonly name: string })[] }>(
    client,
    `orgs/${client.owner}/actions/variables`,
  );
  const variables = found.flatMap((page) =>
    page.variables.map((each) => {
      return { name: each.name, value: each.value, visibility: each.visibility ?? '', ...datesOf(each) };
    }),
  );
  return { id: client.owner, variables };
};

/** `github_team`, of which everything but the summary would be read page by page. */
export const teamData: DataSource<Client> = async (client, config) => {
  if (config['summary_only'] !== true) throw new Error('the stand-in reads teams with summary_only alone');
  const path = `orgs/${client.owner}/teams/${textOf(config['slug'])}`;
  const { body } = await ask<{ id: number; name: string }>(client, 'GET', path);
  return {
    id: String(body.id),
    name: body.name,
    description: '',
    members: [],
    repositories: [],
    repositories_detailed: [],
    membership_type: config['membership_type'] ?? 'all',
    results_per_page: config['results_per_page'] ?? 100,
  };
};

/** `github_user`, whatever the owner: three requests, each of which can fail. */
export const userData: DataSource<Client> = async (client, config) => {
  const { body } = await ask<{ id: number; login: string }>(client, 'GET', `users/${textOf(config['username'])}`);
  const { id, login } = body;
  await ask(client, 'GET', `users/${login}/gpg_keys`);
  await ask(client, 'GET', `users/${login}/keys`);
  return { id: String(id), login, gpg_keys: [], ssh_keys: [] };
};
