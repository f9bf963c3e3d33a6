import { type ClaimText, exact, pattern } from '../../oidc/claim-text';

/** How a condition compares text, apart from its case. */
export type Comparison = 'equals' | 'like';

/**
 * What a condition value admits. In policies of 2012 `${*}`, `${?}` and `${$}` stand for the character itself; in older ones
 * they mean nothing, and the characters are what they are elsewhere.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function conditionText(value: string, comparison: Comparison, hasVariables: boolean): ClaimText {
  const rest = comparison === 'like' ? pattern : exact;
  if (!hasVariables) return rest(value);
  return value
    .split(/(\$\{[^}]*\})/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [, literal] = /^\$\{([*?$])\}$/.exec(part) ?? [];
      return literal !== undefined ? exact(literal) : part.startsWith('${') ? exact(part) : rest(part);
    });
}

/** Whether a value has a `*` or `?` that is not written as a literal one. */
export function hasBareWildcard(value: string, hasVariables: boolean): boolean {
  return /[*?]/.test(hasVariables ? value.replace(/\$\{[^}]*\}/g, '') : value);
}

/** Whether a value holds a policy variable, which this program cannot replace. */
export function hasVariable(text: ClaimText): boolean {
  return text.some((part) => !part.wild && part.text.includes('${'));
}
