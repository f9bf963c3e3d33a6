import type { Lookup } from '../expression/evaluate';
import { evaluateCondition, literalsOf } from '../expression/template';
import type { Unknown } from '../expression/value';

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

/** Evaluates an `if:`; one that is not there holds. What it says of bots is judged for a person: bots get no token. */
export function conditionOf(text: string | undefined, lookup: Lookup): Condition {
  if (text === undefined) return true;
  const isAboutBots = text.includes('[bot]') && literalsOf(text).some((literal) => literal.endsWith('[bot]'));
  const forPeople: Lookup = (path, written) =>
    STARTED_BY.includes(path.join('.')) ? { known: 'a-person' } : lookup(path, written);
  return evaluateCondition(text, isAboutBots ? forPeople : lookup);
}

/** Whether a job runs although one that it needs was skipped. */
export function outlivesSkipped(text: string | undefined): boolean {
  return text !== undefined && /\b(always|failure|cancelled)\s*\(/i.test(text);
}
