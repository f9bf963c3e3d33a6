import type { World } from '../terraform/world';
import type { Input } from './input';

/** The lock file as data. */
export interface LockText {
  repositories?: Record<string, { environments?: Record<string, unknown>; [fact: string]: unknown }>;
}

/** An input that is being edited, and the world in which people do things meanwhile. All of it may be changed. */
export interface Draft {
  /** What was applied last. */
  readonly applied: Input;
  readonly input: Input;
  readonly lock: LockText;
  readonly world: World;
  /** Whether the file says in words what it does. */
  readonly said: boolean;
  /** One of these; nothing if there is none. */
  readonly pick: <T>(from: readonly T[]) => T | undefined;
}

/** An edit; it does nothing where there is nothing of its kind. */
export type Edit = (draft: Draft) => void;

/** Picks a key of a record. */
export function pickEntry<T>({ pick }: Draft, entries: Readonly<Record<string, T>>): readonly [string, T] | undefined {
  return pick(Object.entries(entries));
}
