/** A type as Terraform's plugin protocol writes it. */
export type Type =
  | 'string'
  | 'number'
  | 'bool'
  | readonly ['list' | 'set' | 'map', Type]
  | readonly ['object', Readonly<Record<string, Type>>];

/** An argument or attribute. */
export interface Attribute {
  readonly name: string;
  readonly type: Type;
  readonly required: boolean;
  readonly optional: boolean;
  /** Filled in by the provider where the configuration leaves it out. */
  readonly computed: boolean;
}

/** Blocks of one name inside a block. */
export interface NestedBlock {
  readonly name: string;
  readonly nesting: 'LIST' | 'SET';
  /** 0 for any number. */
  readonly maxItems: number;
  readonly block: Block;
}

/** What a resource, a data source or a provider takes and gives. */
export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly NestedBlock[];
}

/** The schema of a provider with those of its resources and data sources that it is asked for, by type. */
export interface ProviderSchema {
  readonly version: string;
  readonly provider: Block;
  readonly resources: Readonly<Record<string, Block>>;
  readonly dataSources: Readonly<Record<string, Block>>;
}
