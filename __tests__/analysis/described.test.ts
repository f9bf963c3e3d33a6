import { described } from '../../src/analysis/described';
import { domainLanguage } from '../../src/analysis/fields';
import { type Language, difference, matching, union, words } from '../../src/analysis/language';

const refs = domainLanguage('ref of another job');
const main = words('refs/heads/main');
const numbered = (count: number) => words(...Array.from({ length: count }, (_, i) => `refs/heads/b${i}`));

it.each<readonly [what: string, language: Language, expected: object]>([
  ['all values', refs, { kind: 'any' }],
  ['more than all values', union(refs, words('')), { kind: 'any' }],
  ['nothing', words(), { kind: 'words', words: [] }],
  ['one value', main, { kind: 'words', words: ['refs/heads/main'] }],
  ['a few as an automaton', matching('b|a'), { kind: 'words', words: ['a', 'b'] }],
  ['all but one', difference(refs, main), { kind: 'all but', words: ['refs/heads/main'] }],
  ['a prefix', matching('refs\\/heads\\/release\\/.+'), { kind: 'pattern', pattern: 'refs/heads/release/*' }],
  ['any end', matching('.*-prod'), { kind: 'pattern', pattern: '*' }],
  ['many values', numbered(21), { kind: 'pattern', pattern: 'refs/heads/b*' }],
])('describes %s', (_, language, expected) => {
  expect(described(language, refs)).toEqual(expected);
});

it('lists twenty values, and not more', () => {
  expect(described(numbered(20), refs).kind).toBe('words');
  expect(described(difference(refs, numbered(20)), refs).kind).toBe('all but');
  expect(described(difference(refs, numbered(21)), refs).kind).toBe('pattern');
});
