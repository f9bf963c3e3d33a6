import fc from 'fast-check';
import { parse } from 'yaml';
import { jsonText, quoted } from '../../src/diagnostics/format/json-text';
import { printable, printableLines } from '../../src/diagnostics/format/printable';
import { notText } from '../support/runner-log';

/** Text of what is dangerous, and of what hides it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(':', '::', '#', '##', '[', ']', '##[error]', '::error::', ' ', '\t', '\n', '\r', 'a', '\\', '"'),
      fc.constantFrom(
        '\u00ad',
        '\u034f',
        '\u115f',
        '\u200b',
        '\u202e',
        '\u2028',
        '\u3000',
        '\ufe0f',
        '\ufeff',
        '\u{e0001}',
      ),
      fc.constantFrom('\0', '\u001b[2J', '\u0085', '\u009b', '\u007f', '\u061c'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

it('shows any text as text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(notText(printableLines(text))).toEqual([]);
      expect(printable(text)).not.toContain('\n');
    }),
    { numRuns: 2000 },
  );
});

it('leaves alone what is text already', () => {
  const text = 'a: b::c # d [e]\n  production ⚠️ über\n#[x]\n';

  expect(printableLines(text)).toBe(text);
});

it.each([
  ['::error::x', ': :error::x'],
  [' \u3000::x', ' \u3000: :x'],
  ['a ##[error]', 'a ## [error]'],
  ['###[x]', '### [x]'],
  ['\u001b[31mred', '\ufffd[31mred'],
  ['a\tb', 'a b'],
])('shows %j as %j', (text, shown) => {
  expect(printableLines(text)).toBe(shown);
});

it('gives any data as JSON that says the same, and is text', () => {
  fc.assert(
    fc.property(hostile, hostile, (key, value) => {
      const data = Object.fromEntries([[key, [value]]]);
      const json = jsonText(data);

      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(data)));
      expect(notText(json)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

it('quotes a text for JSON and YAML alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), hostile, (text, other) => {
      expect(parse(quoted(text + other))).toBe(text + other);
    }),
  );
});
