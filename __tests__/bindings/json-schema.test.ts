import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { bindingsJsonSchema } from '../../src/bindings/json-schema';
import { FIXTURES, fixtureNames } from '../support/fixtures';

const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(bindingsJsonSchema()) as object);
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
      if (!(value as { description?: string }).description) undocumented.push(`${path}.${key}`);
    }
    for (const [key, value] of Object.entries(schema)) visit(value, `${path}.${key}`);
  };

  visit(JSON.parse(bindingsJsonSchema()), '');

  expect(undocumented).toEqual([]);
});
