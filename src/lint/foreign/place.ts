import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, type PathStep, child, keyOf } from '../../diagnostics/source';

/** Where something of a policy stands, and what to say of it where the location alone does not show it. */
export interface Place {
  readonly at: Location;
  /** As `role \`web-deploy\`, statement 2`; empty for a policy that is the file itself. */
  readonly context: string;
}

/** Where a policy document stands. */
export interface DocumentPlace {
  readonly at: Location;
  /** Whether the document is text inside a JSON string, so that its parts have no place of their own in the file. */
  readonly embedded: boolean;
  readonly role?: string;
}

/** Where a statement stands, and what it is read with. */
export interface StatementPlace {
  readonly document: DocumentPlace;
  readonly path: readonly PathStep[];
  /** Whether `${…}` means anything in its values. */
  readonly hasVariables: boolean;
  readonly problems: Problems;
}

/** The place of a part of a statement, or of its key. */
export function within(
  { document, path }: StatementPlace,
  steps: readonly PathStep[],
  on: 'key' | 'value' = 'value',
): Place {
  return placeIn(document, [...path, ...steps], on);
}

/** The place of a part of a document, or of its key. */
export function placeIn(document: DocumentPlace, path: readonly PathStep[], on: 'key' | 'value' = 'value'): Place {
  const at = document.embedded ? document.at : child(document.at, ...path);
  const context = [
    ...(document.role === undefined ? [] : [`role \`${document.role}\``]),
    ...(document.embedded ? inWords(path) : []),
  ].join(', ');
  return { at: on === 'key' && !document.embedded ? keyOf(at) : at, context };
}

/** `Statement[1].Condition.StringLike.KEY` as a reader counts and calls it. */
function inWords([first, index, ...rest]: readonly PathStep[]): readonly string[] {
  const steps = typeof index === 'number' ? rest : [index, ...rest];
  const [element, operator, key] = steps;
  return [
    ...(first === undefined ? [] : [`statement ${typeof index === 'number' ? index + 1 : 1}`]),
    ...(element !== 'Condition' || operator === undefined ? [] : [`\`${operator}\``]),
    ...(element !== 'Condition' || key === undefined ? [] : [`\`${key}\``]),
  ];
}

/** The message with where it belongs, if the location does not show that. */
export function inContext({ context }: Place, message: string): string {
  return context === '' ? message : `${context}: ${message}`;
}

/** Reports what IAM would refuse; nothing is read in its place. */
export function refuse(
  statement: StatementPlace,
  steps: readonly PathStep[],
  on: 'key' | 'value',
  message: string,
): never[] {
  const place = within(statement, steps, on);
  statement.problems.error('policy-file', place.at, inContext(place, message));
  return [];
}
