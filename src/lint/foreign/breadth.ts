import type { Calculus } from '../../analysis/calculus';
import type { Field } from '../../analysis/fields';
import type { Portion, Tokens } from './portions';

/**
 * Whose jobs tokens are: strangers' (`anyone`), of repositories of an owner that some names fit (`similar`), of all of an owner,
 * of repositories that are known one by one.
 */
export type Breadth = 'anyone' | 'owner' | 'similar' | 'repository';

const WIDEST: readonly Breadth[] = ['anyone', 'owner', 'similar', 'repository'];

/** Whether a field has a few values only. */
export function isKnown({ box, calculus }: Tokens, field: Field): boolean {
  const language = box.get(field);
  return language !== undefined && calculus.isFew(language);
}

/** Whether a field has every value that it can have. */
export function isOpen({ shape, box }: Tokens, field: Field, { domain, isWithin }: Calculus): boolean {
  const language = box.get(field);
  return language === undefined || isWithin(domain(shape.domainOf(field)), language);
}

/** Whose jobs tokens are. Ids are never given twice: one is as good as a name. */
export function breadthOf(tokens: Tokens, calculus: Calculus): Breadth {
  if (isKnown(tokens, 'repository_id') || (isKnown(tokens, 'owner') && isKnown(tokens, 'name'))) return 'repository';
  const isOfOwner = ['owner', 'owner_id', 'enterprise_id'].some((field) => isKnown(tokens, field));
  if (!isOfOwner) return 'anyone';
  return isOpen(tokens, 'name', calculus) ? 'owner' : 'similar';
}

/** The tokens of a portion that are of the widest breadth in it; nothing if it lets nobody in. */
export function widest({
  admitted,
  calculus,
}: Portion): { readonly breadth: Breadth; readonly all: readonly Tokens[] } | undefined {
  const each = admitted.map((tokens) => ({ tokens, breadth: breadthOf(tokens, calculus) }));
  const breadth = WIDEST.find((name) => each.some((one) => one.breadth === name));
  return breadth && { breadth, all: each.filter((one) => one.breadth === breadth).map(({ tokens }) => tokens) };
}
