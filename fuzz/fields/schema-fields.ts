import type { Schema } from '../../src/bindings/schema/kit';

/** Stands for any key of a mapping whose keys the user chooses, and for any item of a list. */
export const ANY = '*';

/** Ends the path of a field that is itself a key which the user chooses. */
export const KEY = '(key)';

/** A place of text in a file format: keys, {@link ANY} and at most one {@link KEY}. */
export type Field = readonly string[];

/** The parts of a schema by which it is taken apart. */
interface Parts {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly item?: Schema;
  readonly wrapped?: Schema;
  readonly key?: Schema | string;
  readonly value?: Schema;
  readonly choices?: Readonly<Record<string, Schema>>;
}

/** All places of a schema in which text can stand, each once: those of a new key come by themselves. */
export function fieldsOf(schema: Schema): readonly Field[] {
  const fields = collect(schema, []);
  return [...new Map(fields.map((field) => [field.join('.'), field])).values()];
}

function collect(schema: Parts, at: Field): readonly Field[] {
  const inside = (inner: unknown, ...steps: Field) => collect(inner as Parts, [...at, ...steps]);
  switch (schema.type) {
    case 'string':
    case 'picklist':
    case 'unknown':
      return [at];
    case 'strict_object':
    case 'object':
      return Object.entries(schema.entries ?? {}).flatMap(([key, inner]) => inside(inner, key));
    case 'named_map':
      return [[...at, ANY, KEY], ...inside(schema.value, ANY)];
    case 'array':
      return inside(schema.item, ANY);
    case 'or_list':
      return [...inside(schema.item), ...inside(schema.item, ANY)];
    case 'union':
      return (schema.options ?? []).flatMap((option) => inside(option));
    case 'optional':
    case 'nullish':
    case 'nullable':
      return inside(schema.wrapped);
    case 'selected':
      return [schema.wrapped, ...Object.values(schema.choices ?? {})].flatMap((choice) => inside(choice));
    case 'literal':
    case 'number':
    case 'boolean':
      return [];
    default:
      throw new Error(`a schema of the type ${schema.type} is not known here`);
  }
}
