import type { InferOutput } from 'valibot';
import type { Location, Source } from '../diagnostics/source';
import type { account } from './schema/account';
import type { binding } from './schema/binding';
import type { bindingsFile } from './schema/bindings-file';
import type { PRESETS } from './schema/presets';
import type { repository } from './schema/repository';

/** A type without the `null`s by which a file drops a default. */
export type NoNull<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? ReadonlyMap<K, NoNull<Exclude<V, null>>>
    : T extends readonly (infer E)[]
      ? readonly NoNull<E>[]
      : T extends object
        ? { readonly [K in keyof T]: NoNull<Exclude<T[K], null>> }
        : T;

type File = NoNull<InferOutput<typeof bindingsFile>>;

/** `defaults` as the file has them, `null`s included. */
export type RawDefaults = NonNullable<InferOutput<typeof bindingsFile>['defaults']>;
/** An entry of `bindings` as its file has it. */
export type RawBinding = InferOutput<typeof binding>;
/** An entry of `repositories` as its file has it. */
export type RawRepository = InferOutput<typeof repository>;
/** An entry of `accounts`, with its defaults. */
export type Account = NoNull<InferOutput<typeof account>>;
/** An entry of `repositories`, with its defaults. */
export type RepositorySettings = NoNull<InferOutput<typeof repository>>;
/** An environment as `repositories` declares it. */
export type EnvironmentSettings =
  NonNullable<RepositorySettings['environments']> extends ReadonlyMap<string, infer E> ? E : never;
/** An entry of `bindings`, with its defaults. */
export type Binding = NoNull<InferOutput<typeof binding>>;
/** An entry of a binding's `trust`. */
export type TrustEntry = Binding['trust'][number];
/** An entry of a binding's `permissions`. */
export type Permission = NonNullable<Binding['permissions']>[number];
/** A statement of a binding's `permissions`. */
export type StatementEntry = NonNullable<Permission['statement']>;
/** The presets' names, each with what an entry that uses it holds. */
export type PresetEntries = { readonly [N in keyof typeof PRESETS]: NoNull<InferOutput<(typeof PRESETS)[N]>> };
/** An entry of a binding's `permissions` that uses a preset: its name with its parameters beside it. */
export type PresetEntry = PresetEntries[keyof PresetEntries];
/** What a binding publishes under a name. */
export type VariableEntry = NonNullable<Binding['variables']> extends ReadonlyMap<string, infer V> ? V : never;
/** One Terraform backend: its name, then its arguments. */
export type BackendEntry = NonNullable<Account['backend']>;

/** Something and where it is written. */
export interface Placed<T> {
  readonly value: T;
  readonly at: Location;
}

/** What an included file may do: all that its patterns and switches name, and nothing else. */
export type Allow = NonNullable<Exclude<NonNullable<File['include']>[number], string>['allow']>;

/** bindings.yaml with all that it includes, read, checked in form, and merged with its defaults. */
export interface Bindings {
  readonly source: Source;
  readonly github: NonNullable<File['github']>;
  readonly accounts: ReadonlyMap<string, Placed<Account>>;
  readonly accountGroups: ReadonlyMap<string, readonly string[]>;
  /** By the name that the file uses, with or without owner. */
  readonly repositories: ReadonlyMap<string, Placed<RepositorySettings>>;
  /** What holds for repositories that no file lists. */
  readonly repositoryDefaults: Placed<RepositorySettings>;
  readonly bindings: ReadonlyMap<string, Placed<Binding>>;
  /** By file: those that are bounded. */
  readonly bounds: ReadonlyMap<string, BoundedFile>;
  /** What is merged under the entries above, as the main file has it. */
  readonly defaults: RawDefaults;
}

/** A file that is bounded: by what, and what it says itself, without what `defaults` adds. */
export interface BoundedFile {
  readonly source: Source;
  /** Every bound holds. */
  readonly allow: readonly Placed<Allow>[];
  readonly written: {
    readonly bindings?: ReadonlyMap<string, RawBinding>;
    readonly repositories?: ReadonlyMap<string, RawRepository | null>;
  };
}

/** Every file in which a part of the bindings stands, the main one first. */
export function sourcesOf({ source, accounts, repositories, bindings }: Bindings): readonly Source[] {
  const placed = [...accounts.values(), ...repositories.values(), ...bindings.values()];
  const all = [source, ...placed.map(({ at }) => at.source)];
  return [...new Map(all.map((each) => [each.file, each])).values()];
}
