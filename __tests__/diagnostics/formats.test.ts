import { createColors } from 'picocolors';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { formatGitHub } from '../../src/diagnostics/format/github';
import { formatJson } from '../../src/diagnostics/format/json';
import { formatText } from '../../src/diagnostics/format/text';
import { type Location, location } from '../../src/diagnostics/source';

const TEXT = 'bindings:\n  web: [\n    a ]\n';
const at = (start: number, end: number): Location => ({
  ...location({ file: 'bindings.yaml', text: TEXT, tree: null, pruned: [] }),
  span: [start, end],
});
const finding = (over: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: 'unknown-key',
  severity: 'error',
  message: 'unknown key `web`\nremove it',
  at: at(12, 15),
  related: [{ message: 'the other one', at: at(0, 8) }],
  ...over,
});
const text = (diagnostic: Diagnostic) => formatText([diagnostic], createColors(false));

it('shows people the line, the way out and the related place', () => {
  expect(text(finding())).toBe(`bindings.yaml:2:3: error: unknown key \`web\` [unknown-key]
  2 |   web: [
    |   ^~~
  remove it
  bindings.yaml:1:1: the other one
  1 | bindings:
    | ^~~~~~~~
`);
});

it('tells an annotation all lines, and the related place with its position', () => {
  expect(formatGitHub([finding()])).toBe(
    '::error file=bindings.yaml,line=2,col=3,endLine=2,endColumn=6,title=unknown-key::unknown key `web`%0Aremove it%0Abindings.yaml:1:1: the other one\n',
  );
});

it('gives an annotation over several lines no columns', () => {
  expect(formatGitHub([finding({ at: at(17, 24), related: [] })])).toMatch(
    /^::error file=bindings\.yaml,line=2,endLine=3,title=/,
  );
});

it('sends no control characters of a file to a terminal or a log', () => {
  const hostile = finding({
    message: 'unknown key `\u001b[31m\u202eweb`\r',
    related: [{ message: '\u001b[2J', at: at(0, 8) }],
  });

  expect(text(hostile)).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  expect(formatGitHub([hostile])).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
  expect(JSON.parse(formatJson([hostile]))).toMatchObject({ diagnostics: [{ message: hostile.message }] });
});
