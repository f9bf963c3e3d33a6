import type { Draft } from '../../support/edits/draft';
import type { BindingText, EnvironmentText, RepositoryText } from '../../support/edits/input';

/** The files, and what is done in the world meanwhile. */
export type Scene = Pick<Draft, 'input' | 'lock' | 'world'>;

/** A kind of edit: a row of docs/changes.md, by what is in its first cell. */
export interface Row {
  readonly edit: string;
  /** What is applied before, where that is more than all rows begin with. */
  readonly first?: (scene: Scene) => void;
  /** The edit, without a word about what becomes of what there was. */
  readonly alone: (scene: Scene) => void;
  /** The words, by which nothing is lost; they are added to the edit. */
  readonly said?: (scene: Scene) => void;
  /** How the lock file follows; without it as `lock` does. */
  readonly lock?: 'left' | 'pruned';
  /** Whether the lock file stays as `first` leaves it. */
  readonly stale?: true;
  /** Whether the state would be somewhere else, so that nothing can be planned here. */
  readonly elsewhere?: true;
  /** What is lost when it is applied, since the edit itself says so. */
  readonly loses?: RegExp;
}

/** A binding of the scene. */
export function binding({ input }: Scene, name: string): BindingText {
  return existing(input.bindings[name], name);
}

/** An account of the scene. */
export function account({ input }: Scene, name: string): Record<string, unknown> {
  return existing(input.accounts[name], name);
}

/** A repository's settings. */
export function repository({ input }: Scene, name = 'web'): RepositoryText {
  return existing(input.repositories[name], name);
}

/** The environments that a repository declares. */
export function environments(scene: Scene, name = 'web'): Record<string, EnvironmentText> {
  return existing(repository(scene, name).environments, name);
}

/** The repository `web` as it stands at GitHub. */
export function webAtGitHub({ world }: Scene) {
  return existing(world.owners['octo-org']?.repositories['web'], 'web');
}

function existing<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}
