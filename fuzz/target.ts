import type { Place } from './mutate/places';

/** Files that mean something, and the one of them that is changed. */
export interface Seed {
  readonly name: string;
  /** Texts by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The file that is changed. */
  readonly file: string;
  /** The file by which they are read. */
  readonly main: string;
  /** The lock file, where there is one. */
  readonly lock?: string;
  readonly places: readonly Place[];
}

/** A seed, and the bytes of its changed file. */
export interface Input {
  readonly seed: Seed;
  readonly bytes: Buffer;
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
  /** Whatever it throws is a finding. */
  readonly judge: (input: Input) => Verdict;
}
