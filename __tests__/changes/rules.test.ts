import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { INPUT_RULES } from '../../src/changes/kept/judge';
import { type ChangeRuleId, changeRuleIds } from '../../src/diagnostics/change-rules';
import { type InputTexts, lintChange } from '../support/changes';
import { expectFile } from '../support/expect-file';
import { FIXTURES, shownText } from '../support/fixtures';

const FOLDER = join(FIXTURES, 'changes');
const ids = [...changeRuleIds].sort();

/** Nothing in the file makes an input readable that was not. */
const UNSAYABLE: readonly ChangeRuleId[] = ['not-comparable'];

const read = (rule: string, side: string): InputTexts => ({
  bindings: readFileSync(join(FOLDER, rule, side, 'bindings.yaml'), 'utf8'),
  lock: readFileSync(join(FOLDER, rule, side, 'bindings.lock.yaml'), 'utf8'),
});

it('has each rule', () => {
  expect([...new Set(INPUT_RULES.map(({ id }) => id))].sort()).toEqual(ids);
});

it('has a change that shows each rule, and no others', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(ids);
});

it.each(ids)('says what the change of %s would do', (rule) => {
  const linted = lintChange(read(rule, 'before'), read(rule, 'after'), { lintRules: false });

  expectFile(join(FOLDER, rule, 'after.out'), shownText(linted));
  expect(new Set(linted.diagnostics.map((each) => each.rule))).toEqual(new Set([rule]));
});

it.each(ids.filter((rule) => !UNSAYABLE.includes(rule)))('is silent where the input says %s', (rule) => {
  expect(existsSync(join(FOLDER, rule, 'said'))).toBe(true);
  expect(shownText(lintChange(read(rule, 'before'), read(rule, 'said'), { lintRules: false }))).toBe('');
});
