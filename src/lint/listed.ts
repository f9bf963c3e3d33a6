const MOST = 5;

/** Names as they are listed in a sentence, each quoted; of many the first few. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST ? MOST - 1 : MOST).map((name) => `\`${name}\``);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last}`;
}

/** Branch and tag patterns as they are listed in a sentence. */
export function listedRules(branches: readonly string[] = [], tags: readonly string[] = []): string {
  const kind = (singular: string, plural: string, patterns: readonly string[]) =>
    patterns.length === 0 ? [] : [`${patterns.length === 1 ? singular : plural} ${listed(patterns)}`];
  return [...kind('branch', 'branches', branches), ...kind('tag', 'tags', tags)].join(' and ');
}
