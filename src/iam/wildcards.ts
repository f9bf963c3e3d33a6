import { overlaps, pattern } from '../oidc/claim-text';

/**
 * Whether a text is what a pattern of IAM describes: `*` stands for any run of characters, `?` for any one. In time proportional
 * to both lengths at worst, where a regular expression of many `*` could take for ever.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let afterStar = -1;
  let retryAt = 0;
  while (inText < text.length) {
    const char = pattern[inPattern];
    if (char === '*') {
      afterStar = ++inPattern;
      retryAt = inText;
    } else if (char === '?' || char === text[inText]) {
      inPattern++;
      inText++;
    } else if (afterStar >= 0) {
      inPattern = afterStar;
      inText = ++retryAt;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}

/**
 * Whether two ARNs, as patterns, have one in common. Where both have all their parts a `*` stays within one: names hold no `:`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
export function arnsOverlap(a: string, b: string): boolean {
  const [left, right] = [arnParts(a), arnParts(b)];
  if (!left || !right) return textsOverlap(a, b);
  return left.every((part, i) => textsOverlap(part, right[i] as string));
}

/** Partition, service, region, account and resource. */
function arnParts(arn: string): readonly string[] | undefined {
  return /^arn:([^:]*):([^:]*):([^:]*):([^:]*):([^]+)$/.exec(arn)?.slice(1);
}

function textsOverlap(a: string, b: string): boolean {
  if (!/[*?]/.test(b)) return matchesWildcards(a, b);
  return /[*?]/.test(a) ? overlaps(pattern(a), pattern(b)) : matchesWildcards(b, a);
}

/** Whether a pattern describes all that another does: whatever stands for its wildcards, a name nobody has thought of included. */
export function coversPattern(whole: string, part: string): boolean {
  return matchesWildcards(whole, part.replace(/\*+/g, STRANGE_NAME).replaceAll('?', '0'));
}

/** A name nobody has thought of: a pattern that has it has all. */
export const STRANGE_NAME = '0any-name0';

/** A pattern in which policy variables may be anything. */
export function variablesAsWildcards(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, '*');
}
