import { type GitHubWorld, type Owner, entryOf } from './world';

/** Gives a repository another name, or another owner too (`owner/name`). Its id and what it holds stay; the old name leads to it. */
export function renameRepository(world: GitHubWorld, from: string, to: string): void {
  const [before, oldName] = partsOf(world, from);
  const [after, newName] = partsOf(world, to);
  const repository = before.repositories[oldName];
  if (!repository) throw new Error(`there is no repository ${from}`);
  delete before.repositories[oldName];
  after.repositories[newName] = repository;
  world.redirects = { ...world.redirects, [from.toLowerCase()]: repository.id };
  delete world.redirects[to.toLowerCase()];
}

/**
 * Gives an owner another login. Its repositories are found under the old one, by redirects, and the owner itself is not:
 * https://docs.github.com/en/organizations/managing-organization-settings/renaming-an-organization
 */
export function renameOwner(world: GitHubWorld, from: string, to: string): void {
  const [login, owner] = entryOf(world.owners, from) ?? [];
  if (login === undefined || !owner) throw new Error(`there is no owner ${from}`);
  delete world.owners[login];
  world.owners[to] = owner;
  const former = Object.entries(owner.repositories).map(([name, { id }]) => [`${from}/${name}`.toLowerCase(), id]);
  world.redirects = { ...world.redirects, ...(Object.fromEntries(former) as Record<string, number>) };
}

function partsOf({ owners }: GitHubWorld, fullName: string): readonly [Owner, string] {
  const [login = '', name = ''] = fullName.split('/');
  const owner = owners[login];
  if (!owner || name === '') throw new Error(`there is no owner of ${fullName}`);
  return [owner, name];
}
