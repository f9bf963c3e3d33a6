import type { Place } from './place';
import type { Portion } from './portions';

/** Where a portion stands, and what to call it. */
export interface Said {
  readonly place: Place;
  /** In backquotes where it is a value. */
  readonly text: string;
}

/** The value that lets a portion in, or what statements that deny leave of one without; nothing if no subject is required. */
export function saidOf({ value, trust }: Portion): Said | undefined {
  if (value) return { place: value.place, text: `\`${value.raw}\`` };
  return trust.denies.length > 0 ? { place: trust.place, text: 'what is not denied' } : undefined;
}
