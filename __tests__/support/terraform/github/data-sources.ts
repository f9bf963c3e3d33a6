import type { DataSource } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import { readWorld } from '../world';
import { type GitHub, entryOf, lookUp, notFound } from './connection';

/**
 * `github_repository`: one that does not exist has no attributes at all, and is no error. (So since 6.10; 6.9 ends in a crash
 * there.)
 */
export const repositoryData: DataSource<GitHub> = (github, config): Attributes => {
  const [owner, name] = wanted(github, config);
  const found = lookUp({ ...github, owner }, `repos/${owner}/${name}`, ({ repositories }) =>
    entryOf(repositories, name),
  );
  if (!found) return { id: null, name: null, full_name: null };
  const [written, { id }] = found;
  return {
    id: name,
    name: written,
    full_name: `${owner}/${written}`,
    repo_id: id,
    description: '',
    homepage_url: '',
    default_branch: 'main',
    private: true,
    visibility: 'private',
    archived: false,
    fork: false,
    is_template: false,
    topics: [],
    pages: [],
    template: [],
    repository_license: [],
  };
};

/** The owner and the name; either argument gives them. */
function wanted({ owner }: GitHub, config: Attributes): readonly [string, string] {
  const [name, fullName] = [textOf(config['name']), textOf(config['full_name'])];
  if (name !== '' && fullName !== '') throw new Error('"full_name": conflicts with name');
  if (name !== '') return [owner, name];
  if (fullName === '') throw new Error('one of "full_name" or "name" has to be provided');
  const [first = '', second, ...rest] = fullName.split('/');
  if (second === undefined || rest.length > 0)
    throw new Error(`unexpected full name format ("${fullName}"), expected owner/repo_name`);
  return [first, second];
}

/** `github_team`, of which everything but the summary would be read page by page. */
export const teamData: DataSource<GitHub> = (github, config) => {
  const slug = textOf(config['slug']);
  if (config['summary_only'] !== true) throw new Error('the stand-in reads teams with summary_only alone');
  const path = `orgs/${github.owner}/teams/${slug}`;
  const id = lookUp(github, path, ({ teams }) => teams[slug]);
  if (id === undefined) throw notFound(github, 'GET', path);
  return {
    id: String(id),
    name: slug,
    description: '',
    members: [],
    repositories: [],
    repositories_detailed: [],
    membership_type: config['membership_type'] ?? 'all',
    results_per_page: config['results_per_page'] ?? 100,
  };
};

/** `github_user`: whatever the owner. */
export const userData: DataSource<GitHub> = (github, config) => {
  const username = textOf(config['username']);
  const found = entryOf(readWorld(github.world).users, username);
  if (!found) throw notFound(github, 'GET', `users/${username}`);
  const [login, id] = found;
  return { id: String(id), login, gpg_keys: [], ssh_keys: [] };
};
