import { type Attributes, textOf } from '../plugin/value';
import { type Client, find, repositoryPath } from './client';

/**
 * Whether a change of `repository` makes a new object: not where the new name is of the repository that the object is in. (Since
 * 6.12 for environments; before, every change of the name did.)
 */
export async function replacedInAnotherRepository(
  client: Client,
  planned: Attributes,
  prior: Attributes,
): Promise<readonly string[]> {
  if (planned['repository'] === prior['repository']) return [];
  const found = await find<{ id: number }>(client, repositoryPath(client, textOf(planned['repository'])));
  return found && found.body.id === prior['repository_id'] ? [] : ['repository'];
}
