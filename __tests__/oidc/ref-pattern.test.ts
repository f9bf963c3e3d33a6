import fc from 'fast-check';
import { ANY_BRANCH, claimPattern, covers, deploymentPattern, meet } from '../../src/oidc/ref-pattern';
import { exact, pattern } from '../../src/oidc/claim-text';

const branch = (text: string) => deploymentPattern('heads', text);

it.each([
  ['refs/heads/main', 'main', true],
  ['refs/heads/Main', 'main', false],
  ['refs/heads/release/1', 'release/*', true],
  ['refs/heads/release/1/fix', 'release/*', false],
  ['refs/heads/release/1/fix', 'release/*/*', true],
  ['refs/heads/release/1/fix', 'release/**/*', true],
  ['refs/heads/a/b', '*', false],
  ['refs/heads/v1', 'v?', true],
  ['refs/heads/v/', 'v?', false],
  ['refs/tags/main', 'main', false],
  ['refs/heads/v1', 'v[0-9]', true],
  ['refs/heads/bc', '{a,b}c', true],
  ['refs/heads/long', '{x[y,long}', true],
  ['refs/heads/a/b', 'a**', true],
  ['refs/pull/1/merge', 'refs/pull/*/merge', true],
])('compares %s with the branch pattern %s as GitHub does', (ref, text, expected) => {
  expect(meet(claimPattern(exact(ref)), branch(text))).toBe(expected);
});

it('lets a claim be a pattern too, whose `*` goes on over a `/`', () => {
  expect(meet(claimPattern(pattern('refs/heads/*/fix')), branch('release/*/fix'))).toBe(true);
  expect(meet(claimPattern(pattern('refs/heads/*')), branch('release/*'))).toBe(true);
  expect(meet(claimPattern(pattern('refs/heads/feature/*')), branch('release/*'))).toBe(false);
  expect(meet(claimPattern(exact('refs/heads/*')), branch('main'))).toBe(false);
  expect(meet(claimPattern(pattern('refs/heads/v?')), branch('v1'))).toBe(true);
  expect(meet(claimPattern(pattern('refs/heads/v?')), branch('v12'))).toBe(false);
});

it('knows every branch, and nothing else', () => {
  expect(covers(ANY_BRANCH, claimPattern(exact('refs/heads/a/b')))).toBe(true);
  expect(meet(ANY_BRANCH, claimPattern(exact('refs/tags/main')))).toBe(false);
  expect(covers(branch('main'), ANY_BRANCH)).toBe(false);
});

it.each([
  ['release/*', 'release/1', true],
  ['release/*', 'release/1.*', true],
  ['release/*', 'release/*/*', false],
  ['release/1', 'release/*', false],
  ['*', 'main', true],
  ['main', 'main2', false],
  ['**/*', 'a/b', true],
  ['v?', 'v*', false],
])('knows whether all that %s lets through includes %s', (wide, narrow, expected) => {
  expect(covers(branch(wide), branch(narrow))).toBe(expected);
});

const text = fc
  .string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 6 })
  .filter((it) => !/\*\*/.test(it));
const name = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 6 });

function regExp(glob: string, one: string): RegExp {
  return new RegExp(`^${glob.replaceAll('?', one).replaceAll('*', `${one}*`)}$`);
}

it('never calls shut out what gets in, nor covered what is not', () => {
  fc.assert(
    fc.property(text, text, name, (a, b, ref) => {
      const [inA, inB] = [a, b].map((glob) => regExp(glob, '[^/]').test(ref));
      if (inA && regExp(b, '.').test(ref)) expect(meet(claimPattern(pattern(`refs/heads/${b}`)), branch(a))).toBe(true);
      if (inB && !inA) expect(covers(branch(a), branch(b))).toBe(false);
      expect(meet(claimPattern(exact(`refs/heads/${ref}`)), branch(a))).toBe(inA);
    }),
    { numRuns: 3000 },
  );
});
