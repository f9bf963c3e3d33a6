import type { Lock } from '../../bindings/lock';
import { yamlText } from '../../bindings/yaml-text';
import { type Stack, unescaped } from './stack';

/**
 * What to write into the lock file so that a stack lets go of environments, all or those that are meant: under each repository, by
 * the name that it has now, a line `kept`. Where the repository is not in the lock file any more, its ids, too.
 */
export function keptLines(
  { objects, owner = '', repositoryIds }: Stack,
  { repositories }: Lock,
  isMeant: (repository: string, environment: string) => boolean = () => true,
): readonly string[] {
  const present = namesById(repositories);
  const held = new Map<string, { readonly id?: string; readonly environments: Set<string> }>();
  for (const { type, body } of objects.values()) {
    const [repository, environment] = [unescaped(body.repository), unescaped(body.environment)];
    if (!type.startsWith('github_repository_environment') || !isMeant(repository, environment)) continue;
    const id = repositoryIds.get(repository);
    const fullName = present.get(id ?? '') ?? `${owner}/${repository}`;
    const known = held.get(fullName) ?? { id, environments: new Set(repositories.get(fullName)?.kept) };
    held.set(fullName, { ...known, environments: known.environments.add(environment) });
  }
  const ownerId = [...repositories.values()].find((each) => each.owner === owner)?.ids?.owner ?? '…';
  return [...held].flatMap(([fullName, { id, environments }]) => [
    `  ${fullName}:`,
    ...(repositories.has(fullName) || id === undefined
      ? []
      : [`    owner_id: "${ownerId}"`, `    repository_id: "${id}"`]),
    `    kept: [${[...environments].map(yamlText).join(', ')}]`,
  ]);
}

/** The repositories that a stack wrote to and that have another name now, by the name that they had. */
export function renamedSince({ owner = '', repositoryIds }: Stack, { repositories }: Lock): readonly string[] {
  const present = namesById(repositories);
  return [...repositoryIds].flatMap(([name, id]) => {
    const [was, is] = [`${owner}/${name}`, present.get(id)];
    return is === undefined || is.toLowerCase() === was.toLowerCase() ? [] : [was];
  });
}

function namesById(repositories: Lock['repositories']): ReadonlyMap<string, string> {
  return new Map([...repositories].flatMap(([fullName, { ids }]) => (ids ? [[ids.repository, fullName]] : [])));
}
