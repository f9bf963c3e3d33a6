import type { Calculus } from './calculus';
import type { Field } from './fields';
import { type Language, isEmpty } from './language';
import { bounded } from './too-complex';

/** Tokens of one shape: for each field a language, and every combination of their texts; a field that is not here is free. */
export type Box = ReadonlyMap<Field, Language>;

/** Every token of a shape. */
export const EVERYTHING: Box = new Map();

/** The tokens in both boxes, or nothing if there are none. */
export function overlap(a: Box, b: Box, { intersection }: Calculus): Box | undefined {
  const fields = new Map(a);
  for (const [field, language] of b) {
    const own = a.get(field);
    const both = own ? intersection(own, language) : language;
    if (isEmpty(both)) return undefined;
    fields.set(field, both);
  }
  return fields;
}

/** The tokens in one of each. */
export function overlaps(a: readonly Box[], b: readonly Box[], calculus: Calculus): readonly Box[] {
  return joined(bounded(a.flatMap((one) => b.flatMap((other) => overlap(one, other, calculus) ?? []))), calculus);
}

/** The tokens of `a` that are in none of `b`. */
export function without(a: readonly Box[], b: readonly Box[], calculus: Calculus): readonly Box[] {
  return b.reduce((left, box) => {
    const rest = left.flatMap((each) => minus(each, box, calculus));
    const isUntouched = rest.length === left.length && rest.every((each, i) => each === left[i]);
    return isUntouched ? left : joined(bounded(rest), calculus);
  }, a);
}

function minus(a: Box, b: Box, calculus: Calculus): readonly Box[] {
  const limits = [...b].map(([field, language]) => [field, language, a.get(field) ?? calculus.domain(field)] as const);
  if (limits.some(([, language, own]) => isEmpty(calculus.intersection(own, language)))) return [a];
  const pieces: Box[] = [];
  let rest: Box = a;
  for (const [field, language, own] of limits) {
    if (calculus.isWithin(own, language)) continue;
    pieces.push(new Map([...rest, [field, calculus.difference(own, language)]]));
    rest = new Map([...rest, [field, calculus.intersection(own, language)]]);
  }
  return pieces;
}

/** The same tokens in fewer boxes: those that differ in one field are one, and one that lies in another is left out. */
export function joined(boxes: readonly Box[], calculus: Calculus): readonly Box[] {
  if (boxes.length < 2) return boxes;
  const fields = [...new Set(boxes.flatMap((box) => [...box.keys()]))].sort();
  const over = (field: Field, left: readonly Box[]): readonly Box[] => {
    const groups = new Map<string, Box>();
    for (const box of left) {
      const others = fields.map((name) => {
        const language = name === field ? undefined : box.get(name);
        return language ? calculus.numberOf(language) : '';
      });
      const own = box.get(field);
      const key = `${own ? '' : 'free'} ${others.join()}`;
      const first = groups.get(key);
      if (!first) groups.set(key, box);
      else if (own) groups.set(key, new Map([...first, [field, calculus.union(first.get(field) as Language, own)]]));
    }
    return [...groups.values()];
  };
  const united = fields.reduce<readonly Box[]>((left, field) => over(field, left), boxes);
  return united.filter(
    (box, i) =>
      !united.some((other, j) => i !== j && covers(other, box, calculus) && (j < i || !covers(box, other, calculus))),
  );
}

/** Whether every token of `small` is in `large`, field by field. */
export function covers(large: Box, small: Box, { isWithin }: Calculus): boolean {
  return [...large].every(([field, language]) => {
    const own = small.get(field);
    return own !== undefined && isWithin(own, language);
  });
}
