import { everyProperty, property } from './access';
import { compare } from './compare';
import { type PureFunction, apply } from './functions';
import {
  type Outcome,
  anyText,
  anything,
  canBeFalse,
  canBeTrue,
  certain,
  fromEvaluated,
  lift,
  only,
  toEvaluated,
  trueOrFalse,
  union,
} from './outcome';
import type { Expression, Key } from './parse';
import type { Evaluated } from './value';

/**
 * Looks up a context such as `github.event.ref`: by the names in lower case, since GitHub compares them without regard to case, with
 * the names as they are written. It is asked for the longest path that the expression fixes, and answers null for what a context
 * does not have. Where only some values are possible it may answer with those. Status functions are asked for as `failure()`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts
 */
export type Lookup = (path: readonly string[], written: readonly string[]) => Evaluated | Outcome;

/**
 * Evaluates an expression of which not all is known: it is known if it is the same whatever the unknown is.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluate(expression: Expression, lookup: Lookup): Evaluated {
  return toEvaluated(judge(expression, lookup));
}

/** All that an expression can come to. */
export function judge(expression: Expression, lookup: Lookup): Outcome {
  switch (expression.kind) {
    case 'literal':
      return certain(expression.value);
    case 'context':
      return judgeAccess(expression, [], lookup);
    case 'access':
      return judgeAccess(expression.of, expression.keys, lookup);
    case 'not':
      return judgeNot(judge(expression.operand, lookup));
    case 'comparison':
      return judgeComparison(expression, lookup);
    case 'and':
      return judgeLogical(expression.operands, true, lookup);
    case 'or':
      return judgeLogical(expression.operands, false, lookup);
    case 'call':
      return judgeCall(expression, lookup);
  }
}

function judgeAccess(of: Expression, keys: readonly Key[], lookup: Lookup): Outcome {
  const judged = keys.map((key) => (key === '*' ? key : judge(key, lookup)));
  let base: Outcome;
  let at = 0;
  if (of.kind === 'context') {
    const path = [of.name];
    for (let name = nameOf(judged[at]); name !== undefined; name = nameOf(judged[++at])) path.push(name);
    base = fromEvaluated(
      lookup(
        path.map((name) => name.toLowerCase()),
        path,
      ),
    );
  } else base = judge(of, lookup);
  for (const key of judged.slice(at)) base = judgeKey(base, key);
  return base;
}

function nameOf(key: Outcome | '*' | undefined): string | undefined {
  if (key === undefined || key === '*') return undefined;
  const evaluated = toEvaluated(key);
  return 'known' in evaluated && typeof evaluated.known === 'string' ? evaluated.known : undefined;
}

function judgeKey(base: Outcome, key: Outcome | '*'): Outcome {
  if (key === '*') return lift([base], ([value = null]) => everyProperty(value), anything, '');
  return lift([base, key], ([value = null, name = null]) => property(value, name), anything, '');
}

function judgeNot(operand: Outcome): Outcome {
  if (!canBeTrue(operand)) return certain(true);
  return canBeFalse(operand) ? trueOrFalse(operand.because) : certain(false);
}

function judgeComparison({ operator, left, right }: Expression & { kind: 'comparison' }, lookup: Lookup): Outcome {
  const sides = [judge(left, lookup), judge(right, lookup)];
  return lift(sides, ([one = null, other = null]) => compare(operator, one, other), trueOrFalse, '');
}

/** The first operand that is false of an `&&`, or true of an `||`; or else the last. */
function judgeLogical(operands: readonly Expression[], goesOn: boolean, lookup: Lookup): Outcome {
  const ends: Outcome[] = [];
  for (const [index, operand] of operands.entries()) {
    const result = judge(operand, lookup);
    const canGoOn = goesOn ? canBeTrue(result) : canBeFalse(result);
    const isLast = index === operands.length - 1 || !canGoOn;
    ends.push(isLast ? result : only(!goesOn, result));
    if (isLast) break;
  }
  return union(ends);
}

function judgeCall({ name, args }: Expression & { kind: 'call' }, lookup: Lookup): Outcome {
  switch (name) {
    case 'always':
      return certain(true);
    case 'success':
    case 'cancelled':
    case 'failure':
      return judgeStatus(name, lookup);
    case 'hashFiles':
      return anyText([`${name}()`]);
    case 'case':
      return judgeCase(args, lookup);
    case 'contains':
    case 'endsWith':
    case 'startsWith':
      return judgeFunction(name, args, trueOrFalse, lookup);
    case 'format':
    case 'join':
    case 'toJSON':
      return judgeFunction(name, args, anyText, lookup);
    case 'fromJSON':
      return judgeFunction(name, args, anything, lookup);
  }
}

/**
 * As the look-up says; else as in a run that nothing has stopped so far.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
function judgeStatus(name: 'success' | 'cancelled' | 'failure', lookup: Lookup): Outcome {
  const asked = `${name}()`;
  const answer = lookup([asked], [asked]);
  if (!('unknown' in answer)) return fromEvaluated(answer);
  return name === 'failure' ? trueOrFalse([asked]) : certain(name === 'success');
}

function judgeFunction(
  name: PureFunction,
  args: readonly Expression[],
  otherwise: (because: readonly string[]) => Outcome,
  lookup: Lookup,
): Outcome {
  const inputs = args.map((arg) => judge(arg, lookup));
  return lift(inputs, (values) => apply(name, values), otherwise, `${name}()`);
}

/**
 * The value behind the first predicate that is true. A predicate that is not known is taken for a boolean: GitHub fails a run for any
 * other. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#case
 */
function judgeCase(args: readonly Expression[], lookup: Lookup): Outcome {
  const ends: Outcome[] = [];
  const because: string[] = [];
  for (let at = 0; at < args.length; at += 2) {
    const [predicate, value] = args.slice(at, at + 2) as [Expression, Expression?];
    const decided = value ? judge(predicate, lookup) : certain(true);
    const canHold = decided.open || decided.values.includes(true);
    const canFail = decided.values.includes(false);
    because.push(...decided.because);
    if (!canHold && !canFail) return anything([...because, 'case()']);
    if (canHold) ends.push(judge(value ?? predicate, lookup));
    if (!canFail) break;
  }
  return union(ends, because);
}
