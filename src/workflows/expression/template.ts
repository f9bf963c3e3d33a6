import { textOf } from './coerce';
import { type Lookup, judge } from './evaluate';
import { type Outcome, anyText, anything, canBeFalse, canBeTrue, certain, lift, toEvaluated } from './outcome';
import { type Expression, parseExpression } from './parse';
import { comparedIn, contextsIn, literalsIn } from './reads';
import { type Segment, segmentsOf } from './segments';
import type { Evaluated, Unknown } from './value';

/** GitHub makes one expression of words with expressions among them, which has the bound of one. */
const MAX_MIXED_LENGTH = 21_000;

/**
 * Evaluates a text with `${{ … }}` in it: an expression alone gives its value, one among words becomes words. An expression that
 * GitHub does not accept is unknown because of itself.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#about-expressions
 */
export function evaluateText(text: string, lookup: Lookup): Evaluated {
  return toEvaluated(judgeText(segmentsOf(text), lookup));
}

/**
 * Evaluates an `if:`, with or without `${{ … }}`. With words around it, it is a text, and as such true.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idif
 */
export function evaluateCondition(text: string, lookup: Lookup): true | false | Unknown {
  const outcome = judgeCondition(text, lookup);
  if (!canBeTrue(outcome)) return false;
  return canBeFalse(outcome) ? { unknown: outcome.because } : true;
}

/** The strings in the expressions of a text, or in a condition without `${{`, in order, once each; names of properties are none. */
export function literalsOf(text: string): readonly string[] {
  return [...new Set(expressionsOf(text).flatMap(literalsIn))];
}

/** The strings that the expressions of a text compare with what they read of these contexts, once each. */
export function comparedWith(text: string, isMeant: (context: string) => boolean): readonly string[] {
  return [...new Set(expressionsOf(text).flatMap((expression) => comparedIn(expression, isMeant)))];
}

/** The contexts that the expressions of a text read, or a condition without `${{`, in order, once each: `github.event.inputs.role`. */
export function contextsOf(text: string): readonly string[] {
  const seen = new Map<string, string>();
  for (const context of expressionsOf(text).flatMap(contextsIn))
    if (!seen.has(context.toLowerCase())) seen.set(context.toLowerCase(), context);
  return [...seen.values()];
}

function expressionsOf(text: string): readonly Expression[] {
  const segments = segmentsOf(text);
  const expressions = segments.some(({ kind }) => kind === 'expression')
    ? segments.map((segment) => (segment.kind === 'expression' ? segment.expression : undefined))
    : [parseExpression(text)];
  return expressions.filter((expression) => expression !== undefined);
}

function judgeCondition(text: string, lookup: Lookup): Outcome {
  const segments = segmentsOf(text);
  const condition = bareCondition(text, segments);
  if (condition === undefined) return judgeText(segments, lookup);
  if (condition.trim() === '') return certain(true);
  const expression = parseExpression(condition);
  return expression ? judge(expression, lookup) : anything([condition.trim()]);
}

/** What GitHub reads as an expression itself: a text without any, or a string that is all there is in one. */
function bareCondition(text: string, segments: readonly Segment[]): string | undefined {
  if (segments.every(({ kind }) => kind === 'words')) return text;
  const [only] = segments;
  if (segments.length > 1 || only?.kind !== 'expression' || only.expression?.kind !== 'literal') return undefined;
  return typeof only.expression.value === 'string' ? only.expression.value : undefined;
}

function judgeText(segments: readonly Segment[], lookup: Lookup): Outcome {
  const [first] = segments;
  const expressions = segments.filter((segment) => segment.kind === 'expression');
  const malformed = expressions.filter(({ expression }) => !expression);
  const length = segments.reduce((sum, { text }) => sum + text.length, 0);
  const isTooLong = segments.length > 1 && length > MAX_MIXED_LENGTH;
  if (isTooLong || malformed.length > 0)
    return anything([...new Set((isTooLong ? expressions : malformed).map(({ text }) => text))].sort());
  const parts = segments.map((segment) =>
    segment.kind === 'expression' && segment.expression ? judge(segment.expression, lookup) : certain(segment.text),
  );
  if (first?.kind === 'expression' && parts.length === 1) return parts[0] as Outcome;
  const hasWords = expressions.length < segments.length;
  return lift(
    parts,
    (values) => values.map(textOf).join(''),
    (because) => anyText(because, !hasWords),
    '',
  );
}
