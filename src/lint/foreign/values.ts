import type { ForeignValue } from './conditions';
import { hasVariable } from './condition-text';
import { marked } from './marked';
import { type Subject, readSubject } from './subject';
import type { Trust, TrustCondition } from './trust';

/** A value of a condition on the subject, with what it says. */
export interface SubjectValue {
  readonly value: ForeignValue;
  readonly condition: TrustCondition;
  /** Its text, with wildcards marked. */
  readonly text: string;
  readonly subject: Subject;
}

/** The conditions that require a claim to be something, however badly. */
export function conditionsOn(trust: Trust, claim: string): readonly TrustCondition[] {
  return trust.conditions.filter((each) => each.claim === claim && requires(each));
}

/** The conditions that no token without the claim, or with another value of it, passes. */
export function strictOn(trust: Trust, claim: string): readonly TrustCondition[] {
  return trust.conditions.filter((each) => each.claim === claim && each.strict);
}

/** A condition on a claim that does not compare text, and so holds for no token; `Null` only asks whether there is one. */
export function deadComparison(trust: Trust, claim: string): TrustCondition | undefined {
  return trust.conditions.find(
    ({ operator, needsClaim, ...each }) =>
      each.claim === claim && needsClaim && operator.comparison === undefined && operator.text.toLowerCase() !== 'null',
  );
}

function requires({ operator }: TrustCondition): boolean {
  return operator.comparison !== undefined && !operator.negated;
}

/** Whether a value stands among those that are compared letter by letter, with a `*` or `?` that was meant as a wildcard. */
export function isDeadWildcard({ operator }: TrustCondition, { bareWildcard }: ForeignValue): boolean {
  return operator.comparison === 'equals' && bareWildcard;
}

/** All values of conditions on the subject, but for those that match nothing because of their operator or a variable. */
export function subjectValues(trust: Trust): readonly SubjectValue[] {
  return conditionsOn(trust, 'sub').flatMap((condition) =>
    condition.values
      .filter((value) => !isDeadWildcard(condition, value) && !hasVariable(value.text))
      .map((value) => {
        const text = condition.operator.ignoresCase ? marked(value.text).toLowerCase() : marked(value.text);
        return { value, condition, text, subject: withoutDoubt(readSubject(text), trust) };
      }),
  );
}

/** Before 3.18 a GitHub Enterprise Server does not write `:` as `%3A`: there, only the beginning says what cannot be. */
function withoutDoubt(subject: Subject, { issuer }: Trust): Subject {
  return issuer.kind === 'ghes' && subject.claims.length > 1 ? { ...subject, fault: undefined } : subject;
}
