import type { TrustEntry } from '../../bindings/bindings';
import { type TemplateScope, expandParts, expandTemplate } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child } from '../../diagnostics/source';
import { conditionValue, rejection } from '../../iam/condition-value';
import { type ClaimText, concat, exact, written } from '../../oidc/claim-text';
import { environmentProblem, refProblem } from '../../oidc/github-names';
import type { IssuerKind } from '../../oidc/issuer';
import {
  type ContextValue,
  anyContext,
  environmentContext,
  mergeQueueContext,
  pullRequestContext,
  refContext,
} from '../../oidc/subject';

/** What a trust entry trusts: the contexts of jobs, or subjects written by hand. */
export type EntryContexts =
  | {
      readonly kind: 'contexts';
      readonly values: readonly ContextValue[];
      readonly environments: readonly string[];
      readonly any: boolean;
    }
  | { readonly kind: 'subjects'; readonly subjects: readonly ClaimText[]; readonly environments: readonly string[] };

/** Where a trust entry stands and what its templates mean. */
export interface EntryPlace {
  readonly at: Location;
  readonly scope: TemplateScope;
  readonly problems: Problems;
}

/** Reads the one context of an entry; values that cannot be are reported and left out. */
export function contextsOf(entry: TrustEntry, place: EntryPlace, issuer: IssuerKind): EntryContexts {
  const contexts = (
    values: readonly ContextValue[],
    environments: readonly string[] = [],
    any = false,
  ): EntryContexts => ({
    kind: 'contexts',
    values,
    environments,
    any,
  });
  const refs = (kind: 'heads' | 'tags', field: 'branch' | 'tag') => [
    ...exactValues(entry[field], field, place, (name) => refProblem(name)).map((name) => refContext(kind, exact(name))),
    ...patternValues(entry[`${field}_pattern`], `${field}_pattern`, place, {
      problemOf: (text) => refProblem(text, true),
      before: `refs/${kind}/`,
    }).map((text) => refContext(kind, text)),
  ];
  if (entry.branch || entry.branch_pattern) return contexts(refs('heads', 'branch'));
  if (entry.tag || entry.tag_pattern) return contexts(refs('tags', 'tag'));
  if (entry.merge_queue)
    return contexts(
      exactValues(entry.merge_queue, 'merge_queue', place, (name) => refProblem(name)).map(mergeQueueContext),
    );
  if (entry.pull_request) return contexts([pullRequestContext()]);
  if (entry.any_context) return contexts([anyContext()], [], true);
  if (entry.environment) {
    const names = exactValues(entry.environment, 'environment', place, environmentProblem).filter((name, i) =>
      encodable(name, i, place, issuer),
    );
    return contexts(names.flatMap(spellings).map(environmentContext), names);
  }
  const subjects = [
    ...exactValues(entry.subject, 'subject', place).map(exact),
    ...patternValues(entry.subject_pattern, 'subject_pattern', place),
  ];
  return { kind: 'subjects', subjects, environments: [] };
}

/** GitHub ignores case in environment names, and it is not known which spelling a token carries. */
export function spellings(environment: string): readonly string[] {
  return [...new Set([environment, environment.toLowerCase()])];
}

const PATTERN_FIELDS: Readonly<Record<string, string>> = {
  branch: 'branch_pattern',
  tag: 'tag_pattern',
  merge_queue: 'branch_pattern',
  environment: 'subject_pattern',
  subject: 'subject_pattern',
};

/** Expands values that are compared exactly; wildcards in them are reported, with the field in which they mean something. */
export function exactValues(
  values: readonly string[] | undefined,
  field: string,
  place: EntryPlace,
  problemOf: (value: string) => string | undefined = () => undefined,
): readonly string[] {
  return (values ?? []).flatMap((value, i) => {
    const at = child(place.at, field, i);
    const text = expandTemplate(value, place.scope, at, place.problems);
    if (text === undefined) return [];
    const wildcard = /[*?]/.exec(text)?.[0];
    const problem = wildcard === undefined ? problemOf(text) : undefined;
    if (wildcard !== undefined) {
      place.problems.error(
        'wildcard-in-exact-value',
        at,
        `\`${field}\` is compared exactly, and \`${wildcard}\` would match nothing but itself\nfor a pattern write \`${PATTERN_FIELDS[field] ?? 'claim_patterns'}\``,
      );
    } else if (problem) {
      place.problems.error('invalid-value', at, `\`${text}\` cannot be: ${problem}`);
    }
    return wildcard === undefined && problem === undefined && isAcceptable(exact(text), at, place.problems)
      ? [text]
      : [];
  });
}

/** How a pattern is looked at. */
interface PatternForm {
  readonly problemOf?: (value: string) => string | undefined;
  /** What will stand before the value in the policy, and IAM sees with it. */
  readonly before?: string;
  /** Whether it may become a part of a value only, of which IAM sees the whole: that is looked at where it is known. */
  readonly isPart?: boolean;
}

/** Expands patterns: `*` and `?` of the user are wildcards, those in values that are put in are not. */
export function patternValues(
  values: readonly string[] | undefined,
  field: string,
  place: EntryPlace,
  { problemOf = () => undefined, before = '', isPart = false }: PatternForm = {},
): readonly ClaimText[] {
  return (values ?? []).flatMap((value, i) => {
    const at = child(place.at, field, i);
    const text = expandParts(value, place.scope, at, place.problems, { wild: true });
    if (text === undefined) return [];
    const problem = problemOf(written(text));
    if (problem) place.problems.error('invalid-value', at, `\`${written(text)}\` cannot be: ${problem}`);
    const whole = isPart ? concat('-', text) : concat(before, text);
    return problem === undefined && isAcceptable(whole, at, place.problems) ? [text] : [];
  });
}

/** Whether a value may stand in a policy: what IAM would refuse or the AWS provider would rewrite is reported. */
export function isAcceptable(text: ClaimText, at: Location, problems: Problems): boolean {
  const reason = rejection(conditionValue(text));
  if (reason) problems.error('rejected-by-iam', at, `IAM would refuse \`${written(text)}\`: ${reason}`);
  const rewritten = written(text).includes('&{');
  if (rewritten) problems.error('reserved-text', at, '`&{` would be turned into `${` by the AWS provider');
  return !reason && !rewritten;
}

function encodable(name: string, index: number, { at, problems }: EntryPlace, issuer: IssuerKind): boolean {
  if (issuer !== 'ghes' || !name.includes(':')) return true;
  problems.error(
    'colon-in-environment',
    child(at, 'environment', index),
    `\`${name}\` holds a colon, which only newer servers encode in a subject: rename the environment`,
  );
  return false;
}
