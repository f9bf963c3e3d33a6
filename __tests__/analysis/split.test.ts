import fc from 'fast-check';
import { createCalculus } from '../../src/analysis/calculus';
import type { Field } from '../../src/analysis/fields';
import { has } from '../../src/analysis/language';
import { valueLanguage } from '../../src/analysis/pattern';
import type { Part } from '../../src/analysis/shape';
import { split } from '../../src/analysis/split';

const calculus = createCalculus();
const FORMS: readonly (readonly Part[])[] = [
  ['repo:', { field: 'owner' }, '/', { field: 'name' }, ':environment:', { field: 'environment', encoded: true }],
  ['repo:', { field: 'owner' }, '@', { field: 'owner_id' }, '/', { field: 'name' }, ':pull_request'],
  ['workflow:', { field: 'workflow', encoded: true }, ':repository_owner:', { field: 'owner' }],
  [{ field: 'owner' }, '/', { field: 'name' }],
  [{ field: 'workflow' }],
];
const VALUES: Readonly<Record<Field, readonly string[]>> = {
  owner: ['octo-org', 'o'],
  owner_id: ['1', '12'],
  name: ['web', 'web.api', 'w'],
  environment: ['prod', 'Prod:V1', 'a%3Ab', ':'],
  workflow: ['CI', 'a:repository_owner:b', '%3A:'],
};

const valueOf = (part: Part, values: Readonly<Record<Field, string>>) => {
  if (typeof part === 'string') return part;
  const value = values[part.field] ?? '';
  return part.encoded ? value.replaceAll(':', '%3A') : value;
};
const fields = fc.record(
  Object.fromEntries(Object.entries(VALUES).map(([name, all]) => [name, fc.constantFrom(...all)])),
);
const cuts = fc.array(fc.tuple(fc.nat(50), fc.nat(9), fc.constantFrom('*', '?')), { maxLength: 3 });

/** The parts joined, with stretches replaced by wildcards. */
const cases = fc.tuple(fc.constantFrom(...FORMS), fields, fields, cuts).map(([parts, wanted, given, all]) => {
  const whole = parts.map((part) => valueOf(part, wanted)).join('');
  const pattern = all.reduce((left, [at, length, wildcard]) => {
    const start = at % (left.length + 1);
    return left.slice(0, start) + wildcard + left.slice(start + length);
  }, whole);
  return { parts, given, pattern };
});

it('holds the values of fields exactly where they make, joined, a text of the language', () => {
  fc.assert(
    fc.property(cases, ({ parts, given, pattern }) => {
      const language = valueLanguage(pattern, 'like', true);
      if (language === 'unknown') throw new Error('there is no variable');
      const text = parts.map((part) => valueOf(part, given)).join('');
      const boxes = split(parts, language, calculus);
      const isIn = boxes.some((box) => [...box].every(([field, values]) => has(values, given[field] ?? '')));
      expect([pattern, text, isIn]).toEqual([pattern, text, has(language, text)]);
    }),
    { numRuns: 400 },
  );
});

it('holds each value of a field in one box only, where the rest is the same', () => {
  const parts: readonly Part[] = [{ field: 'owner' }, '/', { field: 'name' }];
  const language = valueLanguage('octo*/*', 'like', true);

  expect(split(parts, language === 'unknown' ? calculus.domain('owner') : language, calculus)).toHaveLength(1);
});
