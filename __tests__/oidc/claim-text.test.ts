import fc from 'fast-check';
import { concat, encodeColons, exact, overlaps, pattern, written } from '../../src/oidc/claim-text';

const letters = fc.stringMatching(/^[ab]{0,5}$/);
const globs = fc.stringMatching(/^[ab*?]{0,5}$/);

function toRegExp(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}

/** All texts over two letters up to a length that decides the globs above. */
function texts(length: number): readonly string[] {
  return length === 0
    ? ['']
    : texts(length - 1).flatMap((text) => (text.length === length - 1 ? [text, `${text}a`, `${text}b`] : [text]));
}

it('matches a pattern as a regular expression would', () => {
  fc.assert(
    fc.property(globs, letters, (glob, text) => {
      expect(overlaps(pattern(glob), exact(text))).toBe(toRegExp(glob).test(text));
      expect(overlaps(exact(text), pattern(glob))).toBe(toRegExp(glob).test(text));
    }),
    { numRuns: 3_000 },
  );
});

it('finds a common value of two patterns if there is one', () => {
  const all = texts(8);
  const short = fc.stringMatching(/^[ab*?]{0,4}$/);

  fc.assert(
    fc.property(short, short, (a, b) => {
      expect(overlaps(pattern(a), pattern(b))).toBe(
        all.some((text) => toRegExp(a).test(text) && toRegExp(b).test(text)),
      );
    }),
    { numRuns: 500 },
  );
});

it('takes wildcards in exact parts for themselves', () => {
  expect(overlaps(concat('a*', pattern('b*')), exact('a*bc'))).toBe(true);
  expect(overlaps(concat('a*', pattern('b*')), exact('aabc'))).toBe(false);
});

it('encodes every colon', () => {
  expect(written(encodeColons(concat('a:b', pattern(':*'))))).toBe('a%3Ab%3A*');
});
