import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv';

const text = { type: 'string', minLength: 1 };
const position = { type: 'integer', minimum: 1 };
const level = { enum: ['error', 'warning', 'note'] };

/** An object with these properties and no others; those that end in `?` may be missing. */
function closed(properties: Readonly<Record<string, object>>): object {
  const names = Object.keys(properties);
  return {
    type: 'object',
    additionalProperties: false,
    required: names.filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(names.map((name) => [name.replace('?', ''), properties[name]])),
  };
}

function list(items: object): object {
  return { type: 'array', items };
}

const message = closed({ text });
const physicalLocation = closed({
  artifactLocation: closed({ uri: { type: 'string', pattern: "^[A-Za-z0-9._~:/%!*'()-]+$" } }),
  region: closed({ startLine: position, startColumn: position, endLine: position, endColumn: position }),
});

/** What we use of SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with what code scanning requires. */
const OWN = closed({
  $schema: text,
  version: { const: '2.1.0' },
  runs: {
    type: 'array',
    minItems: 1,
    maxItems: 1,
    items: closed({
      tool: closed({
        driver: closed({
          name: { const: 'oidc-bindings' },
          version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
          rules: list(
            closed({
              id: text,
              shortDescription: message,
              fullDescription: message,
              help: closed({ text, 'markdown?': text }),
              defaultConfiguration: closed({ level }),
              properties: closed({
                tags: list({ enum: ['security'] }),
                'security-severity?': { type: 'string', pattern: '^\\d\\.\\d$' },
              }),
            }),
          ),
        }),
      }),
      columnKind: { const: 'utf16CodeUnits' },
      results: list(
        closed({
          ruleId: text,
          ruleIndex: { type: 'integer', minimum: 0 },
          level,
          message,
          locations: { type: 'array', minItems: 1, maxItems: 1, items: closed({ physicalLocation }) },
          'relatedLocations?': list(closed({ id: position, message, physicalLocation })),
          partialFingerprints: closed({ 'oidcBindingsFinding/v1': { type: 'string', pattern: '^[0-9a-f]{16}:\\d+$' } }),
        }),
      ),
    }),
  },
});

/** The schema that OASIS publishes, as a package brings it. It is written for an older draft, which says `id`. */
function published(): object {
  const file = join(
    dirname(require.resolve('@microsoft/jest-sarif/package.json')),
    'lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const { $schema: _, id: __, $id: ___, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return schema;
}

// A pattern of the published schema is none with the flag `u`.
const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true });
const validators = [OWN, published()].map((schema) => ajv.compile(schema));

/** What is wrong with a SARIF log by our own schema, and by the published one. */
export function sarifFaults(log: unknown): readonly ErrorObject[] {
  return validators.flatMap((validate) => (validate(log) ? [] : (validate.errors ?? [])));
}
