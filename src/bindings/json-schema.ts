import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { bindingsFile } from './schema/bindings-file';
import type { ExactlyOne, NamedMapSchema, Schema } from './schema/kit';

type Json = { [key: string]: unknown };

/** The JSON Schema of bindings.yaml, made from the schema that reads it; what only code can check is left out. */
export function bindingsJsonSchema(): string {
  const schema = { title: 'bindings.yaml of oidc-bindings', ...convert(bindingsFile) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function convert(schema: Schema): Json {
  return toJsonSchema(schema as v.GenericSchema, {
    errorMode: 'ignore',
    typeMode: 'input',
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      const named = valibotSchema as unknown as NamedMapSchema<unknown>;
      return named.type === 'named_map' ? namedMapSchema(named) : (jsonSchema as object);
    },
    overrideAction: ({ valibotAction, jsonSchema }) => {
      const { metadata } = valibotAction as { metadata?: Partial<ExactlyOne> };
      return metadata?.exactlyOne ? { ...jsonSchema, ...oneOf(metadata.exactlyOne, jsonSchema as Json) } : jsonSchema;
    },
  }) as Json;
}

function namedMapSchema({ key, value }: NamedMapSchema<unknown>) {
  const { $schema: _, ...values } = convert(value);
  const { pattern } = convert(key) as { pattern?: string };
  return { type: 'object', ...(pattern && { propertyNames: { pattern } }), additionalProperties: values } as const;
}

function oneOf(keys: readonly string[], { allOf = [] }: Json): Json {
  return { allOf: [...(allOf as readonly Json[]), { oneOf: keys.map((key) => ({ required: [key] })) }] };
}
