import type { ProviderSchema } from './schema';
import type { Attributes } from './value';

/** What a provider may have to ask somebody for. */
export type Eventually<T> = T | Promise<T>;

/** A resource type; the functions throw an error where the real provider refuses, with its words. */
export interface ResourceType<Connection> {
  /** Arguments of which a change makes a new object. */
  readonly replacedBy: readonly string[];
  /** Values of arguments that are left out. */
  readonly defaults?: Attributes;
  /** Arguments of which the old value stays where the new one means the same. */
  readonly equivalent?: Readonly<Record<string, (before: string, after: string) => boolean>>;
  /** Takes a while to be made, so that whatever should come after it and does not wait comes too early. */
  readonly slow?: boolean;
  /** Refuses what is wrong whatever exists. Nothing of it is unknown. */
  readonly validate?: (config: Attributes) => void;
  /** Attributes that follow from arguments, known before anything is applied. */
  readonly derive?: (connection: Connection, planned: Attributes) => Attributes;
  /** Further arguments that have changed so as to make a new object. */
  readonly replacedIf?: (
    connection: Connection,
    planned: Attributes,
    prior: Attributes,
  ) => Eventually<readonly string[]>;
  /** Refuses what is wrong for an object that exists, when it is planned. */
  readonly checkUpdate?: (planned: Attributes) => void;
  readonly create: (connection: Connection, planned: Attributes) => Eventually<Attributes>;
  /** Nothing if it is gone. */
  readonly read: (connection: Connection, state: Attributes) => Eventually<Attributes | undefined>;
  readonly update: (connection: Connection, planned: Attributes, prior: Attributes) => Eventually<Attributes>;
  readonly destroy: (connection: Connection, state: Attributes) => Eventually<void>;
  /** As much of the state as `read` needs. */
  readonly import: (connection: Connection, id: string) => Eventually<Attributes>;
}

/** A resource type that asks nobody, and so answers at once. */
export interface ImmediateResourceType<Connection> extends ResourceType<Connection> {
  readonly create: (connection: Connection, planned: Attributes) => Attributes;
  readonly read: (connection: Connection, state: Attributes) => Attributes | undefined;
  readonly update: (connection: Connection, planned: Attributes, prior: Attributes) => Attributes;
  readonly destroy: (connection: Connection, state: Attributes) => void;
  readonly import: (connection: Connection, id: string) => Attributes;
}

/** Reads what a data source asks for. */
export type DataSource<Connection> = (connection: Connection, config: Attributes) => Eventually<Attributes>;

/** Variables of a process environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A provider. What it is given of the environment is that of the Terraform command which it serves. */
export interface Provider<Connection> {
  readonly schema: (environment: Environment) => ProviderSchema;
  /** Milliseconds that it takes to make what is slow. */
  readonly making: (connection: Connection) => number;
  readonly configure: (config: Attributes, environment: Environment) => Eventually<Connection>;
  readonly resources: ReadonlyMap<string, ResourceType<Connection>>;
  readonly dataSources: ReadonlyMap<string, DataSource<Connection>>;
}
