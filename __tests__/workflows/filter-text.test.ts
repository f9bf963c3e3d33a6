import fc from 'fast-check';
import { exact, pattern } from '../../src/oidc/claim-text';
import { matches } from '../../src/workflows/runs/ref-filter';
import { filterText, literalHead } from '../../src/workflows/write/filter-text';

const name = fc.stringMatching(/^[a-z0-9+?*![\]\\/._-]{1,12}$/);

it('lets through the name that it is made of, and no other', () => {
  fc.assert(
    fc.property(name, name, (own, other) => {
      expect(matches(filterText(exact(own)), own)).toBe(true);
      expect(matches(filterText(exact(own)), other)).toBe(own === other);
    }),
  );
});

it('lets `*` of a trust stand for anything, and `?` for one character of a name', () => {
  expect(matches(filterText(pattern('release/*')), 'release/a/b')).toBe(true);
  expect(matches(filterText(pattern('v?')), 'v1')).toBe(true);
  expect(matches(filterText(pattern('v?')), 'v12')).toBe(false);
});

it.each([
  ['main', 'main', true],
  ['a\\+b', 'a+b', true],
  ['release/**', 'release/', false],
  ['ab+', 'a', false],
  ['v[0-9]', 'v', false],
])('knows what a filter begins with: %s', (filter, text, isWhole) => {
  expect(literalHead(filter)).toEqual({ text, isWhole });
});
