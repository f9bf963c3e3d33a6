import { type ClaimText, isPattern } from '../oidc/claim-text';

/** How IAM compares a value: letter by letter, or as a pattern. */
export type StringOperator = 'StringEquals' | 'StringLike';

/** The operator that a text needs. */
export function operatorOf(text: ClaimText): StringOperator {
  return isPattern(text) ? 'StringLike' : 'StringEquals';
}

/**
 * The text as a value of a condition. What stands for itself is kept from being read as a wildcard (`${*}`, `${?}`) or as the
 * beginning of a policy variable (`${$}`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
export function conditionValue(text: ClaimText): string {
  if (!isPattern(text))
    return text
      .map((part) => part.text)
      .join('')
      .replaceAll('${', '${$}{');
  return text.map(({ text: chars, wild }) => chars.replace(wild ? /\$/g : /[*?$]/g, '$${$&}')).join('');
}

/** Why IAM would refuse a condition value in a trust policy, or nothing. */
export function rejection(value: string): string | undefined {
  if (value === '') return 'it is empty';
  return /^[*?]+$/.test(value) ? 'it consists of wildcards only' : foreignCharacter(value);
}

/** Why IAM would refuse text anywhere in a policy, or nothing. */
export function foreignCharacter(text: string): string | undefined {
  const foreign = /[^\t\n\r\x20-\xFF]/u.exec(text)?.[0];
  return foreign && `policies hold Latin-1 characters only, and \`${foreign}\` is none`;
}
