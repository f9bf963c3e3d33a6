import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { bindingsJsonSchema, includedJsonSchema } from '../../src/bindings/json-schema';
import { FIXTURES, fixtureNames } from '../support/fixtures';

const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(
  JSON.parse(bindingsJsonSchema()) as object,
);
const read = (path: string) => parse(readFileSync(join(FIXTURES, path), 'utf8')) as unknown;

it.each(fixtureNames('bindings/ok'))('accepts ok/%s.yaml, judged by another program', (name) => {
  validate(read(`bindings/ok/${name}.yaml`));

  expect(validate.errors ?? []).toEqual([]);
});

it.each(['unknown-key', 'missing-key', 'invalid-value', 'unknown-repository-setting', 'presets'])(
  'refuses err/%s.yaml',
  (name) => {
    expect(validate(read(`bindings/err/${name}.yaml`))).toBe(false);
  },
);

it('says what each key is for', () => {
  const undocumented: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries((schema as { properties?: object }).properties ?? {})) {
      if (value !== true && !(value as { description?: string }).description) undocumented.push(`${path}.${key}`);
    }
    for (const [key, value] of Object.entries(schema)) visit(value, `${path}.${key}`);
  };

  visit(JSON.parse(bindingsJsonSchema()), '');

  expect(undocumented).toEqual([]);
});

describe('the schema of included files', () => {
  const included = new Ajv({ strict: true, strictTypes: false }).compile(JSON.parse(includedJsonSchema()) as object);

  it('accepts those of the fixtures, and nothing that only bindings.yaml may hold', () => {
    expect(included(read('bindings/ok/teams/web.yaml'))).toBe(true);
    expect(included(read('bindings/ok/teams/api.yaml'))).toBe(true);
    expect(included({ accounts: {} })).toBe(false);
    expect(included({ bindings: { web: { accounts: 'all', trust: { repository: 'web', branch: 'main' } } } })).toBe(
      true,
    );
  });
});

it('has each preset as a form of its own, in a list or alone', () => {
  const file = (permissions: unknown) => ({
    version: 1,
    bindings: { web: { accounts: 'all', trust: { repository: 'web', branch: 'main' }, permissions } },
  });
  const entry = { preset: 's3-read', bucket: 'octo-web' };

  expect([validate(file([entry])), validate(file(entry))]).toEqual([true, true]);
  expect([validate(file([{ ...entry, service: 'x' }])), validate(file([{ preset: 's3-read' }]))]).toEqual([
    false,
    false,
  ]);
  expect(validate(file([{ preset: 's3-raed', bucket: 'octo-web' }]))).toBe(false);
});
