import { CONDITION_OPERATOR } from '../../iam/iam-names';
import type { Comparison } from './condition-text';

/** A condition operator, taken apart. */
export interface Operator {
  /** As it is written. */
  readonly text: string;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  /** Absent for operators that do not compare text. */
  readonly comparison?: Comparison;
  readonly ignoresCase: boolean;
  readonly negated: boolean;
  readonly ifExists: boolean;
}

const ANY_CASE = new RegExp(CONDITION_OPERATOR, 'i');
const TEXT = /^(?:for(?:all|any)values?:)?string(?:not)?(equals|like)/;

/** Reads an operator; nothing if IAM has none of that name. */
export function readOperator(text: string): Operator | undefined {
  if (!ANY_CASE.test(text)) return undefined;
  const lower = text.toLowerCase();
  const [, comparison] = TEXT.exec(lower) ?? [];
  return {
    text,
    set: lower.startsWith('forall') ? 'ForAllValues' : lower.startsWith('forany') ? 'ForAnyValue' : undefined,
    comparison: comparison as Comparison | undefined,
    ignoresCase: lower.includes('ignorecase'),
    negated: lower.includes('not'),
    ifExists: lower.endsWith('ifexists'),
  };
}

/** Whether it compares text, and a token without the claim, or with another value, fails. */
export function isStrict(operator: Operator): boolean {
  return operator.comparison !== undefined && failsWithoutKey(operator);
}

/** Whether a request without the key fails, whatever is compared: not so with `ForAllValues`, `…IfExists` and negations. */
export function failsWithoutKey({ text, set, negated, ifExists }: Operator): boolean {
  return set !== 'ForAllValues' && !negated && !ifExists && text.toLowerCase() !== 'null';
}
