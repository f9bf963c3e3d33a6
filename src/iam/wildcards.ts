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
