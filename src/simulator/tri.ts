/** What is known of a condition: that it holds, that it does not, or neither. */
export type Tri = boolean | 'unknown';

/** Whether all hold: one that does not decides, whatever is unknown. */
export function all(outcomes: readonly Tri[]): Tri {
  if (outcomes.includes(false)) return false;
  return outcomes.includes('unknown') ? 'unknown' : true;
}

/** Whether any holds: one that does decides, whatever is unknown. */
export function any(outcomes: readonly Tri[]): Tri {
  if (outcomes.includes(true)) return true;
  return outcomes.includes('unknown') ? 'unknown' : false;
}

/** The opposite. */
export function not(outcome: Tri): Tri {
  return outcome === 'unknown' ? outcome : !outcome;
}
