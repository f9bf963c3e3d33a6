import type { Repository } from './repositories';

/** A repository's name and its owner's. */
export interface OwnedName {
  readonly owner: string;
  readonly name: string;
}

/**
 * The names that a repository had, by the lock and by the file. What Terraform made under them may still stand in its state, and
 * GitHub redirects requests for them: a deletion, too.
 * https://docs.github.com/en/repositories/creating-and-managing-repositories/renaming-a-repository
 */
export function formerNames({ owner, name, settings, locked }: Repository): readonly OwnedName[] {
  const all = [
    ...(locked?.formerNames ?? []).map(ownedName),
    ...(settings.renamed_from ?? []).map((former) => ({ owner, name: former })),
  ];
  const distinct = new Map(all.map((each) => [`${each.owner}/${each.name}`, each]));
  distinct.delete(`${owner}/${name}`);
  return [...distinct.values()];
}

function ownedName(fullName: string): OwnedName {
  const [owner = '', name = ''] = fullName.split('/');
  return { owner, name };
}

/** The spellings in which an environment was declared before. */
export function formerSpellings({ settings }: Repository, environment: string): readonly string[] {
  return settings.environments?.get(environment)?.renamed_from ?? [];
}
