import type { Place } from './mutate/places';

/** A folder of files that mean something, and the one of them that is changed. */
export interface Seed {
  readonly name: string;
  /** Texts by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The file that is changed. */
  readonly file: string;
  /** The file by which the folder is read. */
  readonly main: string;
  /** The lock file, where the default is not meant. */
  readonly lock?: string;
  readonly places: readonly Place[];
}

/** What came of an input: it was refused in words, or taken. */
export type Verdict = 'refused' | 'accepted';

/** What must not come of any input. */
export class Fault extends Error {}

/** Something that reads files of users. */
export interface Target {
  readonly name: string;
  /** Its part of all inputs of a run. */
  readonly share: number;
  readonly seeds: () => readonly Seed[];
  /** Reads the files of a seed in a folder, of which one is changed. Whatever it throws is a finding. */
  readonly judge: (folder: string, seed: Seed) => Verdict;
}
