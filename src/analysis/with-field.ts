import type { Box } from './box';
import type { Calculus } from './calculus';
import type { Field } from './fields';
import { type Language, isEmpty } from './language';

/** The tokens of a box in which a field has one of these values, or nothing if there are none. */
export function withField(box: Box, field: Field, values: Language, { intersection }: Calculus): readonly Box[] {
  const own = box.get(field);
  const both = own ? intersection(own, values) : values;
  return isEmpty(both) ? [] : [new Map([[field, both], ...[...box].filter(([name]) => name !== field)])];
}
