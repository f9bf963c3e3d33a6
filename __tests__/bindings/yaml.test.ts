import { readYaml } from '../../src/bindings/yaml';
import { rangeOf } from '../../src/diagnostics/source';

function read(text: string) {
  const [{ value }, diagnostics] = readYaml('file.yaml', text);
  return [
    JSON.stringify(value),
    ...diagnostics.map(({ rule, at }) => `${rule} ${rangeOf(at).line}:${rangeOf(at).column}`),
  ];
}

it.each([
  ['on: no\nyes: 2027-03-31\n', ['{"on":"no","yes":"2027-03-31"}']],
  ['a: 0123\nb: 0x10\nc: 1e3\n', ['{"a":123,"b":16,"c":1000}']],
  ['<<: { a: 1 }\n', ['{"<<":{"a":1}}']],
  ['a: &x [1]\nb: *x\n', ['{"a":[1],"b":[1]}']],
  ['{"a": "b"}', ['{"a":"b"}']],
])('reads %j as YAML 1.2', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

it('takes many keys on one line for many, not for deep', () => {
  const text = JSON.stringify(
    Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key${i}`, { a: [i, { b: i }] }])),
  );

  expect(read(text)).toEqual([text]);
});

it.each([
  ["a: 'x\nb: 1\n", 'invalid-yaml 3:1'],
  ['a: 1\n---\nb: 2\n', 'invalid-yaml 2:1'],
  ['a: *x\n', 'invalid-yaml 1:4'],
  ['a: !thing 1\n', 'invalid-yaml 1:4'],
  ['[a]: 1\n', 'invalid-yaml 1:1'],
  ['a: 1\na: 2\n', 'duplicate-key 2:1'],
  ['a: { b: ${x} }\n', 'invalid-yaml 1:10'],
  ['a: "${TfToken[TOKEN.0]}"\n', 'reserved-text 1:4'],
  ['TfToken[: 1\n', 'reserved-text 1:1'],
  ['a: "x\\0"\n', 'invalid-yaml 1:4'],
  ['a: x\0\n', 'invalid-yaml 1:4'],
  ['a: "\\ud800"\n', 'invalid-yaml 1:4'],
  ['"\\udc00": 1\n', 'invalid-yaml 1:1'],
])('refuses %j', (text, expected) => {
  expect(read(text)).toContain(expected);
});

it('looks for what is wrong in a long line once', () => {
  expect(read(`a: "${'['.repeat(1_000_000)}`)).toContain('invalid-yaml 1:1000005');
});

it.each([
  ['lists in lists', '['.repeat(100_000)],
  ['mappings in mappings', '{a: '.repeat(100_000)],
  ['items of items', '- '.repeat(100_000)],
  ['keys of keys', '? '.repeat(100_000)],
  ['keys of keys between brackets', '{? ['.repeat(100_000)],
  ['block mappings', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ['a list in itself', 'a: &a [*a]\n'],
  [
    'aliases of aliases',
    `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`,
  ],
  ['50 MB', 'a'.repeat(50_000_000)],
])('refuses %s', (_, text) => {
  expect(read(text)[1]).toMatch(/^input-too-large/);
});
