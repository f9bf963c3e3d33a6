import fc from 'fast-check';
import { property } from '../../src/workflows/expression/access';
import { type Lookup, evaluate } from '../../src/workflows/expression/evaluate';
import { parseJson } from '../../src/workflows/expression/json';
import { parseExpression } from '../../src/workflows/expression/parse';
import { contextsOf, evaluateCondition, evaluateText, literalsOf } from '../../src/workflows/expression/template';
import type { Evaluated, Value } from '../../src/workflows/expression/value';

const KNOWN = parseJson(`{
  "github": {
    "ref": "refs/heads/main", "event_name": "push", "run_number": 7, "constructor": "a", "__proto__": "b",
    "event": { "labels": [{ "name": "bug" }, { "name": "Ready" }, {}], "forced": true }
  },
  "matrix": { "os": "ubuntu", "list": ["x", 2, null], "empty": [], "key": "ref" }
}`) as Value;

/** Knows two contexts, but nothing in or around what is hidden. */
function contexts(hidden: readonly string[] = []): Lookup {
  return (path, written) => {
    const name = path.join('.');
    const isHidden = hidden.some((each) => each === name || each.startsWith(`${name}.`) || name.startsWith(`${each}.`));
    return isHidden || !['github', 'matrix'].includes(path[0] ?? '')
      ? { unknown: [written.join('.')] }
      : { known: path.reduce(property, KNOWN) };
  };
}

function result(text: string, lookup: Lookup = contexts()): Evaluated | undefined {
  const expression = parseExpression(text);
  return expression && evaluate(expression, lookup);
}

const VALUES: readonly (readonly [text: string, value: Value])[] = [
  ['null', null],
  ['true', true],
  ['-1.5e2', -150],
  ['.5', 0.5],
  ['0xff', 255],
  ['0o17', 15],
  ['0xffffffff', -1],
  ["'it''s '''''", "it's ''"],
  ['github.ref', 'refs/heads/main'],
  ["GitHub[ 'REF' ]", 'refs/heads/main'],
  ['github[matrix.key]', 'refs/heads/main'],
  ['github.constructor', 'a'],
  ['github.__proto__', 'b'],
  ['github.toString', null],
  ['github.missing.deeper', null],
  ['matrix.list[1]', 2],
  ['matrix.list[1.9]', 2],
  ['matrix.list[-1]', null],
  ['matrix.list.length', null],
  ['(github.event).forced', true],
  ["join(github.event.labels.*.name, '/')", 'bug/Ready'],
  ["join((github.event.labels.* || 'x').name)", 'bug,Ready'],
  ['join(matrix.list)', 'x,2,'],
  ["join('a', 'b')", 'a'],
  ["!github.ref == 'x' || 'y' && 'z'", 'z'],
  ['1 < 2 == true', true],
  ['3 > 2 > 1', false],
  ["'' == 0", true],
  ["'0x10' == 16", true],
  ["'a' == 0", false],
  ['null == false', true],
  ['NaN == NaN', false],
  ["'REFS/HEADS/MAIN' == github.ref", true],
  ["'ß' == 'SS'", false],
  ["'a' < 'B'", true],
  ['matrix.list == matrix.os', false],
  ["fromJSON('[]') == fromJSON('[]')", false],
  ["'' || 0 || 'a'", 'a'],
  ["'a' && '' && 'b'", ''],
  ["contains('Hello', 'ELL')", true],
  ["contains(matrix.list, '2')", true],
  ["contains(matrix.list, '')", true],
  ["contains(matrix.empty, 'x')", false],
  ["contains(github.event.labels.*.name, 'READY')", true],
  ["STARTSWITH(github.ref, 'Refs/')", true],
  ["endsWith('main', github.ref)", false],
  ["startsWith(matrix.list, '')", false],
  ["format('{{{0}}} {1}{0}', 1.50, matrix.list)", '{1.5} Array1.5'],
  ["format('{0}', 1000000000000000)", '1E+15'],
  [
    'toJSON(fromJSON(\'{"a":[1,{}],"__proto__":"\\u0041"}\'))',
    '{\n  "a": [\n    1,\n    {}\n  ],\n  "__proto__": "A"\n}',
  ],
  ['fromJSON(\'{"a":{"b":[true]}}\').a[\'B\'][0]', true],
  ["case(github.ref == 'x', 1, true, 2, 3)", 2],
  ["case(false, secrets.A, 'b')", 'b'],
  ['success() && always() && !cancelled()', true],
];
it.each(VALUES)('evaluates %s to %j', (text, value) => {
  expect(result(text)).toEqual({ known: value });
});

it.each(
  [
    [
      '',
      '.',
      'github.',
      'github..ref',
      'github.0',
      "'open",
      '"a"',
      '1a',
      '0b1',
      '1_0',
      '-',
      '(1',
      '1)',
      '[0]',
      "'a'.b",
    ],
    ['a = b', 'true & true', '! ', '1 2', 'True', 'foo', 'foo.bar', 'foo()', 'github()', 'contains(1)', 'format()'],
    [
      'case(true, 1)',
      'case(true, 1, false, 2)',
      'join(1,)',
      'always(1)',
      '*',
      'github[]',
      '1 ==',
      '\u00a01',
      'secrets\\A',
    ],
    ['('.repeat(51) + '1' + ')'.repeat(51), '!'.repeat(20_000), '1' + '==1'.repeat(51), 'github' + '.a'.repeat(51)],
    [' '.repeat(21_000) + '1'],
  ].flat(),
)('refuses what GitHub refuses: %.40s', (text) => {
  expect(parseExpression(text)).toBeUndefined();
});

const PARTLY: readonly (readonly [text: string, outcome: Value | readonly string[]])[] = [
  ['false && secrets.A', false],
  ["'x' || secrets.A", 'x'],
  ['secrets.A && false', ['secrets.A']],
  ['!(secrets.A && false)', true],
  ['secrets.A && false || null', null],
  ["(secrets.A || 'x') && 'y'", 'y'],
  ["secrets.A && 'x' || 'x'", 'x'],
  ["secrets.A && 'x' || 'y'", ['secrets.A']],
  ["(secrets.A && 'x' || 'y') == 'z'", false],
  ["contains(fromJSON('[\"x\",\"y\"]'), secrets.A && 'x' || 'Y')", true],
  ["startsWith(secrets.A && 'main' || 'maint', 'mai')", true],
  ["case(secrets.A == 'x', 'a', 'a')", 'a'],
  ['secrets.B == secrets.A', ['secrets.A', 'secrets.B']],
  ['secrets[matrix.os]', ['secrets.ubuntu']],
  ['secrets[inputs.name]', ['inputs.name', 'secrets']],
  ['github[inputs.name]', ['inputs.name']],
  ['needs.*.result', ['needs']],
  ["format('{0}', Needs.build.outputs.ROLE)", ['Needs.build.outputs.ROLE']],
  ["hashFiles('**/x')", ['hashFiles()']],
  ['fromJSON(github.ref)', ['fromJSON()']],
  ['fromJSON(\'{"a":1,"A":2}\')', ['fromJSON()']],
  ["format('{1}', 1)", ['format()']],
  ["case('x', 1, 2)", ['case()']],
  ["vars.X || (failure() && 'a')", ['failure()', 'vars.X']],
];
it.each(PARTLY)('%s comes to %j', (text, outcome) => {
  expect(result(text)).toEqual(Array.isArray(outcome) ? { unknown: outcome } : { known: outcome });
});

it.each<[string, Evaluated]>([
  ['plain } text', { known: 'plain } text' }],
  ['${{ github.run_number }}', { known: 7 }],
  ["a-${{ github.run_number }}${{ '}}' }}", { known: 'a-7}}' }],
  [' ${{ null }}', { known: ' ' }],
  ['arn:${{ secrets.A }}:${{ github.ref }}', { unknown: ['secrets.A'] }],
  ["${{ secrets.A && 'x' || 'x' }}!", { known: 'x!' }],
  ['${{ }}', { unknown: ['${{ }}'] }],
  ['a ${{ github.ref', { unknown: ['${{ github.ref'] }],
  ['${{ github.ref }} ${{ foo }}', { unknown: ['${{ foo }}'] }],
])('reads the text %j', (text, outcome) => {
  expect(evaluateText(text, contexts())).toEqual(outcome);
});

it.each<[string, boolean | readonly string[]]>([
  ['', true],
  ["github.ref == 'refs/heads/main'", true],
  ["${{ github.event_name == 'x' }}", false],
  ["${{ github.event_name == 'x' }} ", true],
  ["${{ github.event_name }} == 'x'", true],
  ["${{ secrets.A }} == 'x'", true],
  ['${{ secrets.A }}${{ secrets.B }}', ['secrets.A', 'secrets.B']],
  ["${{ 'false' }}", false],
  ["'false'", true],
  ['!cancelled()', true],
  ['cancelled()', false],
  ['always() && secrets.A && false', false],
  ['failure()', ['failure()']],
  ["success() && needs.a.result == 'success'", ['needs.a.result']],
  ['github.ref = 1', ['github.ref = 1']],
])('judges the condition %j', (text, outcome) => {
  expect(evaluateCondition(text, contexts())).toEqual(Array.isArray(outcome) ? { unknown: outcome } : outcome);
});

it('names strings and contexts', () => {
  const text = "a ${{ github.ref == 'x' && Secrets['A'] || format('{0}', secrets.a, 'x') }} ${{ env[matrix.os].b[0] }}";

  expect(literalsOf(text)).toEqual(['x', '{0}']);
  expect(contextsOf(text)).toEqual(['github.ref', 'Secrets.A', 'env', 'matrix.os']);
  expect(contextsOf('needs.*.result[0] && always()')).toEqual(['needs.*.result.0']);
  expect(contextsOf('plain text')).toEqual([]);
});

const pieces = [
  ...['(', ')', '[', ']', ',', '.', '*', '!', '==', '<', '&&', '||', "'", '${{', '}}', ' ', '0x', '-', '\u0000'],
  ...['github', '.ref', 'format(', "'{0}'", 'fromJSON(', 'contains(', 'case(', 'secrets.A', 'true', '1', 'é'],
];

it('never throws', () => {
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));

  fc.assert(
    fc.property(fc.oneof(soup, fc.string()), (text) => {
      evaluateText(text, contexts());
      evaluateText(`\${{ ${text} }}`, contexts());
      evaluateCondition(text, contexts());
      literalsOf(text);
      contextsOf(text);
    }),
    { numRuns: 300 },
  );
});

const LEAVES = ['github.ref', 'github.run_number', 'github.event.forced', 'matrix.os', 'matrix.list', 'matrix.key'];
const { expressions } = fc.letrec<{ expressions: string }>((tie) => {
  const inner = tie('expressions');
  return {
    expressions: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      fc.constantFrom(...LEAVES, 'github.event.labels', 'github.missing'),
      fc.constantFrom("'x'", "''", '0', '2', 'true', 'false', 'null', "'ubuntu'", "'{0}{1}'"),
      fc.tuple(inner, fc.constantFrom('==', '!=', '<', '>=', '&&', '||'), inner).map((parts) => `(${parts.join(' ')})`),
      inner.map((text) => `!${text}`),
      fc.tuple(inner, inner).map(([text, key]) => `(${text})[${key}]`),
      inner.map((text) => `join((${text}).*.name)`),
      fc
        .tuple(fc.constantFrom('contains', 'startsWith', 'join', 'format'), inner, inner)
        .map(([name, one, two]) => `${name}(${one}, ${two})`),
      fc.tuple(inner, inner, inner).map(([one, two, three]) => `case(${one} == ${two}, ${two}, ${three})`),
    ),
  };
});

it('knows with less only what it knows with more', () => {
  fc.assert(
    fc.property(expressions, fc.subarray(LEAVES), (text, hidden) => {
      const [more, less] = [result(text), result(text, contexts(hidden))];
      if (less && more && 'known' in less && 'known' in more) expect(less).toEqual(more);
      else expect(less).not.toEqual({ unknown: [] });
      const [sure, perhaps] = [evaluateCondition(text, contexts()), evaluateCondition(text, contexts(hidden))];
      if (typeof sure === 'boolean' && typeof perhaps === 'boolean') expect(perhaps).toBe(sure);
    }),
    { numRuns: 700 },
  );
});

// What each of these asks for, in full, is more than there is of memory or time.
it('takes little time and memory for what is made to take much', () => {
  const doubled = `${"format('{0}{0}{0}{0}',".repeat(24)}'aaaaaaaaaaaaaaaa'${')'.repeat(24)}`;

  expect(result(doubled)).toEqual({ unknown: ['format()'] });
  expect(result(`${'toJSON('.repeat(40)}'""'${')'.repeat(40)}`)).toEqual({ unknown: ['toJSON()'] });
  expect(result(`fromJSON('${'['.repeat(20_000)}')`)).toEqual({ unknown: ['fromJSON()'] });
  expect(evaluateText('${{'.repeat(100_000), contexts())).toHaveProperty('unknown');
});
