import type { DataSource } from '../plugin/provider';
import { type Attributes, textOf } from '../plugin/value';
import { readWorld } from '../world';
import { type GitHub, failure, findRepository, request } from './connection';

/** `github_repository`: one that does not exist has no attributes, and is no error. */
export const repositoryData: DataSource<GitHub> = (github, config): Attributes => {
  const name = textOf(config['name']);
  const path = `repos/${github.owner}/${name}`;
  const found = request(github, 'GET', path, (owner) => findRepository(owner, name));
  if (!found) return { id: null };
  return {
    id: name,
    full_name: `${github.owner}/${name}`,
    repo_id: found.id,
    default_branch: 'main',
    private: true,
    visibility: 'private',
    topics: [],
  };
};

/** `github_team`, of which everything but the summary would be read page by page. */
export const teamData: DataSource<GitHub> = (github, config) => {
  const slug = textOf(config['slug']);
  if (config['summary_only'] !== true) throw new Error('the stand-in reads teams with summary_only alone');
  const path = `orgs/${github.owner}/teams/${slug}`;
  const id = request(github, 'GET', path, ({ teams }) => teams[slug]);
  if (id === undefined) throw failure(github, 'GET', path, 404, 'Not Found');
  return { id: String(id), name: slug, membership_type: 'all' };
};

/** `github_user`. */
export const userData: DataSource<GitHub> = (github, config) => {
  const login = textOf(config['username']);
  const id = request(github, 'GET', `users/${login}`, () => readWorld().users[login]);
  if (id === undefined) throw failure(github, 'GET', `users/${login}`, 404, 'Not Found');
  return { id: String(id), login };
};
