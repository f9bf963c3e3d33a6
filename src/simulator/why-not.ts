import { fits } from './glob';
import type { PolicyCondition } from './policy';
import { type PolicyValue, policyValue } from './policy-value';
import type { Reason } from './reasons';

/** Why a value that was presented fits none of those trusted: what a single correction would mend comes first. */
export function whyNot(
  { operator: { operator }, values: written }: PolicyCondition,
  values: readonly PolicyValue[],
  presented: string,
  hasVariables: boolean,
): Reason {
  const would = (transform: (text: string) => string) =>
    values.some(
      (value) =>
        operator.matches(
          value.map((part) => ({ ...part, text: transform(part.text) }) as typeof part),
          transform(presented),
        ) === true,
    );
  if (operator.name.startsWith('StringEquals') && values.some((value) => fits(value, presented)))
    return 'wildcard-is-literal';
  if (!hasVariables && written.some((text) => operator.matches(policyValue(text, true), presented) === true))
    return 'escape-is-literal';
  if (would((text) => text.toLowerCase())) return 'case-differs';
  const bare = withoutIds(presented);
  const inOtherForm = written.filter((text) => (withoutIds(text) === text) !== (bare === presented)).map(withoutIds);
  if (inOtherForm.some((text) => operator.matches(policyValue(text, hasVariables), bare) === true))
    return 'subject-form-differs';
  return 'value-differs';
}

/** A subject in its old form: without the ids of owner and repository. */
function withoutIds(subject: string): string {
  return subject.replace(/^repo:([^:@/]+)@\d+\/([^:@/]+)@\d+(?=:|$)/, 'repo:$1/$2');
}
