import { toJsonSchema } from '@valibot/to-json-schema';
import { bindingsFile, includedFile } from './schema/bindings-file';
import type { ExactlyOne, NamedMapSchema, OrListSchema, Schema, SelectedSchema, StructSchema } from './schema/kit';

type Json = { [key: string]: unknown };

/** The JSON Schema of bindings.yaml, made from the schema that reads it; what only code can check is left out. */
export function bindingsJsonSchema(): string {
  return textOf('bindings.yaml of oidc-bindings', bindingsFile);
}

/** The JSON Schema of a file that bindings.yaml includes: a team's bindings and repositories. */
export function includedJsonSchema(): string {
  return textOf('a file that bindings.yaml of oidc-bindings includes', includedFile);
}

function textOf(title: string, file: Schema): string {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title, ...convert(file) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function convert(schema: Schema): Json {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    errorMode: 'ignore',
    typeMode: 'input',
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      const given = valibotSchema as unknown as
        | OrListSchema<unknown>
        | NamedMapSchema<unknown>
        | SelectedSchema<unknown>
        | StructSchema<Record<string, Schema>>;
      if (given.type === 'named_map') return namedMapSchema(given);
      if (given.type === 'or_list') return { anyOf: [convert(given.item), convert(given.list)] };
      if (given.type === 'selected') return selectedSchema(given);
      return 'docs' in given ? withDocs(jsonSchema as Json, given.docs) : jsonSchema;
    },
    overrideAction: ({ valibotAction, jsonSchema }) => {
      const { metadata } = valibotAction as { metadata?: Partial<ExactlyOne> };
      if (!metadata?.exactlyOne) return jsonSchema;
      const { exactlyOne: _own, ...known } = jsonSchema as Json;
      return { ...known, ...oneOf(metadata.exactlyOne, known) };
    },
  }) as Json;
  return rest;
}

function withDocs(schema: Json, docs: Readonly<Record<string, string>>): Json {
  const properties = Object.entries(schema.properties as Record<string, Json>);
  return {
    ...schema,
    properties: Object.fromEntries(properties.map(([key, value]) => [key, { description: docs[key], ...value }])),
  };
}

function namedMapSchema({ key, value }: NamedMapSchema<unknown>): Json {
  const { pattern } = convert(key);
  return {
    type: 'object',
    ...(pattern !== undefined && { propertyNames: { pattern } }),
    additionalProperties: convert(value),
  };
}

function selectedSchema({ key, wrapped, choices }: SelectedSchema<unknown>): Json {
  const { properties, ...otherwise } = convert(wrapped);
  const { [key]: _, ...rest } = properties as Json;
  return { anyOf: [{ ...otherwise, properties: rest }, ...Object.values(choices).map(convert)] };
}

function oneOf(keys: readonly string[], { allOf = [] }: Json): Json {
  return {
    allOf: [
      ...(allOf as readonly Json[]),
      { oneOf: keys.map((key) => ({ properties: { [key]: true }, required: [key] })) },
    ],
  };
}
