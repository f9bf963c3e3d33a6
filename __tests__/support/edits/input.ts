import { stringify } from 'yaml';
import type { InputTexts } from '../changes';

/** A binding, as the file has it. */
export interface BindingText {
  accounts: readonly string[];
  trust: Record<string, unknown>[];
  role?: Record<string, unknown>;
  permissions: readonly Record<string, unknown>[];
  variables?: Record<string, unknown>;
  renamed_from?: readonly string[];
  release?: boolean;
}

/** An environment, as the file has it. */
export type EnvironmentText = Record<string, unknown>;

/** A repository's settings, as the file has them. */
export interface RepositoryText {
  renamed_from?: readonly string[];
  subject_template?: readonly string[] | 'default';
  environments?: Record<string, EnvironmentText>;
}

/** A bindings file as data, to be edited. */
export interface Input {
  github: Record<string, unknown> & { owner: string };
  accounts: Record<string, Record<string, unknown>>;
  repositories: Record<string, RepositoryText>;
  bindings: Record<string, BindingText>;
}

/** The texts of both files. */
export function textsOf(input: Input, lock: string): InputTexts {
  // The same object twice would be an alias.
  return { bindings: stringify({ version: 1, ...input }, { aliasDuplicateObjects: false }), lock };
}

/** Gives an entry another key, in its place. */
export function renameKey<T>(entries: Record<string, T>, from: string, to: string): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key === from ? to : key, value]));
}
