import fc from 'fast-check';
import { INJECTIONS, ODD_TEXTS, ODD_YAML, TEMPLATES } from './hostile';
import type { Place } from './places';

/** What is done to a text, whichever text it is. */
export interface Mutation {
  readonly edits: readonly Edit[];
  readonly damages: readonly Damage[];
}

const EDITS = ['replace', 'inject', 'lend', 'drop', 'add', 'repeat', 'swap', 'wrap', 'anchor', 'rename'] as const;

/** A change of one place: `at` chooses the place, `other` a second one where one is needed. */
interface Edit {
  readonly edit: (typeof EDITS)[number];
  readonly at: number;
  readonly other: number;
  readonly key: string;
  readonly value: string;
  readonly injected: string;
}

const DAMAGES = ['flip', 'insert', 'cut', 'double', 'end'] as const;

/** A change of bytes. */
interface Damage {
  readonly damage: (typeof DAMAGES)[number];
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

const oddText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...INJECTIONS, ...TEMPLATES, ...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
);

const edit: fc.Arbitrary<Edit> = fc.record({
  edit: fc.constantFrom(...EDITS),
  at: fc.nat(),
  other: fc.nat(),
  key: oddText.map((text) => JSON.stringify(text)),
  value: fc.oneof(
    oddText.map((text) => JSON.stringify(text)),
    fc.constantFrom(...ODD_YAML),
    fc.json({ maxDepth: 3 }),
  ),
  injected: fc.constantFrom(...INJECTIONS, ...TEMPLATES),
});

const damage: fc.Arbitrary<Damage> = fc.record({
  damage: fc.constantFrom(...DAMAGES),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 200 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

/** Mostly changes of the structure, and now and then of bytes. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  edits: fc.oneof(
    { weight: 2, arbitrary: edit.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(edit, { minLength: 2, maxLength: 4 }) },
  ),
  damages: fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(damage, { minLength: 1, maxLength: 3 }) },
  ),
});

/** The bytes of a text after a mutation. */
export function mutated(text: string, places: readonly Place[], { edits, damages }: Mutation): Buffer {
  const changed = splice(
    text,
    edits.flatMap((each) => spliceOf(each, text, places) ?? []),
  );
  return damages.reduce(damaged, Buffer.from(changed));
}

/** The text that takes the place of a part of another one. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function spliceOf(edit: Edit, text: string, places: readonly Place[]): Splice | undefined {
  const among = places.filter(({ kind }) => KINDS[edit.edit].includes(kind));
  const place = among[edit.at % among.length];
  const other = places[edit.other % places.length];
  if (!place || !other) return undefined;
  const { start, end, flow } = place;
  const written = text.slice(start, end);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = flow ? ', ' : `\n${text.slice(lineStart, start).replace(/[^ ]/g, ' ')}`;
  switch (edit.edit) {
    case 'replace':
      return { start, end, text: edit.value };
    case 'rename':
      return { start, end, text: edit.key };
    case 'inject':
      return { start, end, text: JSON.stringify(injected(place.json, edit)) };
    case 'lend':
      return { start, end, text: lent(place, places, edit.other) };
    case 'swap':
      return { start, end, text: other.json };
    case 'wrap':
      return { start, end, text: edit.other % 2 === 0 ? `[${place.json}]` : `{${edit.key}: ${place.json}}` };
    case 'anchor':
      return { start, end, text: edit.other % 2 === 0 ? `&a ${place.json}` : '*a' };
    case 'drop':
      return { start, end: flow ? end + (/^\s*,\s*/.exec(text.slice(end))?.[0].length ?? 0) : end, text: '' };
    case 'add':
      return { start, end: start, text: `${edit.key}: ${edit.value}${next}` };
    case 'repeat':
      return { start, end: start, text: `${written}${next}` };
  }
}

const KINDS: Readonly<Record<Edit['edit'], readonly Place['kind'][]>> = {
  replace: ['scalar', 'collection'],
  rename: ['key'],
  inject: ['scalar'],
  lend: ['scalar', 'collection'],
  swap: ['scalar', 'collection'],
  wrap: ['scalar', 'collection'],
  anchor: ['scalar', 'collection'],
  drop: ['pair'],
  add: ['pair'],
  repeat: ['pair'],
};

/** The scalar with something inside it, so that the form around it may stay right. */
function injected(json: string, edit: Edit): string {
  const text = String(JSON.parse(json));
  const middle = edit.other % (text.length + 1);
  return text.slice(0, middle) + edit.injected + text.slice(middle);
}

/** The value of another key of the same name, so that much of what comes of it is right. */
function lent({ key, json }: Place, places: readonly Place[], other: number): string {
  const lenders = places.filter((place) => place.key === key && place.kind !== 'key' && place.kind !== 'pair');
  return lenders[other % lenders.length]?.json ?? json;
}

/** Of splices that meet the first one counts. */
function splice(text: string, splices: readonly Splice[]): string {
  let result = text;
  let limit = Infinity;
  for (const { start, end, text: put } of splices.toSorted((a, b) => b.start - a.start)) {
    if (end > limit) continue;
    result = result.slice(0, start) + put + result.slice(end);
    limit = start;
  }
  return result;
}

function damaged(bytes: Buffer, { damage, at, length, bytes: put }: Damage): Buffer {
  const from = at % (bytes.length + 1);
  const [before, part, after] = [bytes.subarray(0, from), bytes.subarray(from, from + length), bytes.subarray(from)];
  switch (damage) {
    case 'flip':
      return Buffer.concat([before, part.subarray(0, 1).map((byte) => byte ^ (put[0] ?? 0)), after.subarray(1)]);
    case 'insert':
      return Buffer.concat([before, put, after]);
    case 'cut':
      return Buffer.concat([before, after.subarray(length)]);
    case 'double':
      return Buffer.concat([before, part, after]);
    case 'end':
      return before;
  }
}
