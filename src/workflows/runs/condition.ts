import type { Lookup } from '../expression/evaluate';
import { type Outcome, oneOf } from '../expression/outcome';
import { evaluateCondition, literalsOf } from '../expression/template';
import type { Unknown, Value } from '../expression/value';

/** Whether something runs. */
export type Condition = boolean | Unknown;

/** Both: one that never holds decides, and what is unknown of either remains. */
export function both(a: Condition, b: Condition): Condition {
  if (a === false || b === false) return false;
  if (a === true) return b;
  return b === true ? a : { unknown: [...new Set([...a.unknown, ...b.unknown])].sort() };
}

/** Who starts a run; a bot by its login. */
const STARTED_BY = ['github.actor', 'github.triggering_actor', 'github.event.pull_request.user.login'];

/** What came of a job or a step. https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
type Result = 'success' | 'skipped' | 'failure' | 'cancelled';

/** What a condition can ask of the jobs before, by their ids in lower case: whether each runs. */
export interface Earlier {
  readonly jobs: ReadonlyMap<string, Condition>;
  /** Whether all of them, and those that they need, run and succeed. */
  readonly all: Condition;
}

/** Before a step all has gone well, and of other jobs it asks only those that its own needs. */
const NOTHING_EARLIER: Earlier = { jobs: new Map(), all: true };

/**
 * Evaluates an `if:`; one that is not there holds where all has gone well. It is judged on the path on which nothing fails or is
 * stopped; where it does not hold there, on any other. What it says of bots is judged for a person: bots get no token.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function conditionOf(text: string | undefined, lookup: Lookup, earlier: Earlier = NOTHING_EARLIER): Condition {
  if (text === undefined) return earlier.all;
  const isAboutBots = text.includes('[bot]') && literalsOf(text).some((literal) => literal.endsWith('[bot]'));
  const forPeople: Lookup = (path, written) =>
    isAboutBots && STARTED_BY.includes(path.join('.')) ? { known: 'a-person' } : lookup(path, written);
  const asks = asksOfOutcomes(text);
  const whole = isOnlyResults(text) ? earlier : undefined;
  const well = evaluateCondition(text, outcomes(forPeople, earlier, whole, false));
  if (!asks) return both(earlier.all, well);
  return well === false ? evaluateCondition(text, outcomes(forPeople, earlier, whole, true)) : well;
}

/** Whether a condition is one of its own on whether the jobs before have gone well. */
function asksOfOutcomes(text: string): boolean {
  return /\b(always|success|failure|cancelled)\s*\(/i.test(text);
}

/** Whether all that is read of `needs` as a whole are results: then the rest of it need not be known. */
function isOnlyResults(text: string): boolean {
  return !/\bneeds\b(?!\s*\.\s*[\w-])/i.test(text.replace(/\bneeds\s*\.\s*\*\s*\.\s*result\b/gi, ''));
}

function outcomes(lookup: Lookup, earlier: Earlier, whole: Earlier | undefined, isTrouble: boolean): Lookup {
  return (path, written) => {
    const [context = '', id = '', property = ''] = path;
    const because = [written.join('.')];
    if (context === 'success()') return isTrouble ? { known: false } : truth(earlier.all);
    if (context === 'failure()' || context === 'cancelled()')
      return isTrouble ? oneOf([true, false], because) : { known: false };
    if (context === 'steps' && ['outcome', 'conclusion'].includes(property))
      return oneOf(isTrouble ? ['success', 'skipped', 'failure', 'cancelled'] : ['success', 'skipped'], because);
    if (context === 'needs' && property === 'result') return oneOf(resultsOf(earlier.jobs.get(id), isTrouble), because);
    if (context === 'needs' && path.length === 1 && whole) return allResults(whole, isTrouble);
    return lookup(path, written);
  };
}

function truth(condition: Condition): Outcome {
  return typeof condition === 'boolean' ? oneOf([condition], []) : oneOf([true, false], condition.unknown);
}

function resultsOf(condition: Condition | undefined, isTrouble: boolean): readonly Result[] {
  const well: readonly Result[] =
    condition === true ? ['success'] : condition === false ? ['skipped'] : ['success', 'skipped'];
  return isTrouble ? [...new Set<Result>([...well, 'skipped', 'failure', 'cancelled'])] : well;
}

/** The results of all jobs before, for each way in which they may have gone. */
function allResults({ jobs }: Earlier, isTrouble: boolean): Outcome {
  let all: readonly ReadonlyMap<string, Value>[] = [new Map()];
  for (const [id, condition] of jobs) {
    const results = resultsOf(condition, isTrouble);
    all = all.flatMap((known) => results.map((result) => new Map([...known, [id, new Map([['result', result]])]])));
    if (all.length > MAX_WAYS) return { values: [null], open: true, because: ['needs'] };
  }
  return oneOf(all, ['needs']);
}

/** More ways are not told apart. */
const MAX_WAYS = 16;
