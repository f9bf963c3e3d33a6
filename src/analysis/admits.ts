import type { TrustPolicy } from '../simulator/policy';
import { type ShapeSet, admittedOf, shapesFor } from './admitted';
import { type Calculus, createCalculus } from './calculus';
import { type Who, whoOf, widthOf } from './who';
import { ANY_REF } from './wording';

/** Whose jobs a trust policy lets in, over all tokens that GitHub can mint, widest first. */
export function admits(policy: TrustPolicy, calculus: Calculus = createCalculus()): readonly Who[] {
  return whoAll(
    shapesFor([policy]).map((shape) => ({ shape, boxes: admittedOf(policy, shape, calculus) })),
    calculus,
  );
}

/**
 * Says whose tokens are in sets, each once: the two forms of a subject are the same jobs, a job that may come with GitHub's own
 * subject template need not be named again with another, and what is open in every way is any job.
 */
export function whoAll(sets: readonly ShapeSet[], calculus: Calculus): readonly Who[] {
  const all = sets.flatMap(({ shape, boxes }) => boxes.map((box) => whoOf(box, shape, calculus)));
  const distinct = new Map(all.toReversed().map((who) => [who.text, who]));
  const each = [...distinct.values()].toReversed();
  const usual = new Set(each.filter(({ isUsual }) => isUsual).map(({ text }) => text));
  const told = each.filter(
    ({ isUsual, context, of, rest }) => isUsual || !usual.has([`${context} ${of}`, ...rest].join(', ')),
  );
  return anyJobs(told).toSorted((a, b) => widthOf(b) - widthOf(a));
}

const EVERY_CONTEXT = ['any environment', 'pull requests', ANY_REF];

/** In place of all contexts of the same repositories, any job of them. */
function anyJobs(told: readonly Who[]): readonly Who[] {
  const groups = new Map<string, Who[]>();
  for (const who of told) {
    const key = JSON.stringify([who.of, who.rest, who.isUsual]);
    groups.set(key, [...(groups.get(key) ?? []), who]);
  }
  return [...groups.values()].flatMap((group) => {
    const open = EVERY_CONTEXT.map((context) => group.find((who) => who.context === context));
    const [, , first] = open;
    if (!first || open.includes(undefined)) return group;
    const any = { ...first, context: 'any job', text: first.text.replace(ANY_REF, 'any job') };
    return [any, ...group.filter((who) => !EVERY_CONTEXT.includes(who.context))];
  });
}
