import { isEveryAction, matchesAction } from './actions';
import type { Statement } from './policy-document';
import { coversPattern, arnsOverlap, variablesAsWildcards } from './wildcards';

/** What bears on what a role may do. */
export interface Permissions {
  readonly statements: readonly Statement[];
  /** ARNs. */
  readonly managedPolicies: readonly string[];
  /** ARN of the policy beyond which nothing is allowed. */
  readonly boundary?: string;
}

/** Something that allows something, by its index. */
export type GrantSource =
  | { readonly kind: 'policy'; readonly policy: number }
  | {
      readonly kind: 'statement';
      readonly statement: number;
      /** Nothing where it is by the statement's excluding others. */
      readonly action?: number;
    };

/** What allows something, as it is written and as a message names it. */
export interface Grant {
  readonly source: GrantSource;
  readonly text: string;
}

/** An action that an Allow statement writes, or what it leaves by `NotAction`. */
export interface AllowedPart {
  readonly statement: Statement;
  readonly grant: Grant;
  /** The action; nothing for what `NotAction` leaves. */
  readonly written?: string;
  /** Everything, or everything but a few. */
  readonly wide: boolean;
  /** Whether an action is among what this allows. */
  readonly includes: (action: string) => boolean;
}

/** What Allow statements allow, each action for itself. */
export function allowedParts(statements: readonly Statement[]): readonly AllowedPart[] {
  return statements.flatMap((statement, index): readonly AllowedPart[] => {
    if (statement.effect === 'Deny') return [];
    const source = (action?: number) => ({ kind: 'statement', statement: index, action }) as const;
    const listed = statement.actions.map((written, action) => ({
      statement,
      grant: { source: source(action), text: `\`${written}\`` },
      written,
      wide: isEveryAction(written),
      includes: (wanted: string) => matchesAction(written, wanted),
    }));
    const { notActions } = statement;
    if (notActions.length === 0) return listed;
    const text = `everything but ${firstOf(notActions.map((written) => `\`${written}\``))}`;
    const includes = (action: string) => !notActions.some((written) => matchesAction(written, action));
    return [...listed, { statement, grant: { source: source(), text }, wide: true, includes }];
  });
}

/** How many of several things a message names. */
const NAMED = 3;

/** The first of several names, as a message says them, and how many more there are. */
export function firstOf(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/**
 * Whether a statement may be about a resource, or about some that a pattern describes; for a Deny whether it surely is about all
 * of them. Policy variables may be anything, and are never known to be something.
 */
export function covers({ effect, resources, notResources }: Statement, arn: string): boolean {
  const may = (written: string) => arnsOverlap(variablesAsWildcards(written), arn);
  const surely = (written: string) => coversPattern(written, arn);
  const [includes, excludes] = effect === 'Allow' ? [may, surely] : [surely, may];
  return notResources.length > 0 ? !notResources.some(excludes) : resources.some(includes);
}

/** The resources of a statement as patterns. */
export function resourcePatterns({ resources, notResources }: Statement): readonly string[] {
  return notResources.length > 0 ? ['*'] : resources.map(variablesAsWildcards);
}

/** Whether a statement is about every resource. */
export function coversEverything({ resources }: Statement): boolean {
  return resources.some((written) => /^\*+$/.test(written));
}

/**
 * Whether an action is plainly taken away again, on a resource, on all that a pattern describes, or on all: by a Deny without
 * conditions. Others may or may not apply, and are taken to allow.
 */
export function isDenied(statements: readonly Statement[], action: string, arn?: string): boolean {
  return statements.some((statement) => {
    if (statement.effect === 'Allow' || statement.conditions.length > 0) return false;
    const { actions, notActions } = statement;
    const named =
      notActions.length > 0
        ? !notActions.some((written) => matchesAction(written, action))
        : actions.some((written) => matchesAction(written, action));
    return named && (arn === undefined ? coversEverything(statement) : covers(statement, arn));
  });
}

/** Whether a Deny without conditions takes away everything. */
export function isEverythingDenied(statements: readonly Statement[]): boolean {
  return statements.some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.length === 0 &&
      statement.actions.some(isEveryAction) &&
      coversEverything(statement),
  );
}
