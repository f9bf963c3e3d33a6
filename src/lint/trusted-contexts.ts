import type { ResolvedRole } from '../access-plan/roles/roles';
import type { ResolvedEntry } from '../access-plan/trust/resolved-entry';
import { CONTEXTS } from '../bindings/schema/binding';
import { type Location, child, keyOf } from '../diagnostics/source';
import {
  type ClaimText,
  type TextPart,
  concat,
  exact,
  isPattern,
  overlaps,
  pattern,
  written,
} from '../oidc/claim-text';
import { valueIn } from './subject-text';

/** One value of a trust entry's context, and whom it lets in. */
export interface TrustedContext {
  /** The value; where that is `true`, its key. */
  readonly at: Location;
  /** Jobs of pull requests, the code of which nobody has reviewed. */
  readonly pullRequests: boolean;
  /** Jobs of every kind. */
  readonly any: boolean;
  /** Only jobs that run a certain workflow, in certain versions. */
  readonly ofWorkflow: boolean;
  /** Only jobs on branches named as those of a merge queue. */
  readonly mergeQueue: boolean;
  /** Only jobs that something stands in front of: an environment, or certain branches or tags. */
  readonly protected: boolean;
}

/** The values of all trust entries of a role. */
export function trustedContexts({ entries }: ResolvedRole): readonly TrustedContext[] {
  return entries.flatMap((entry) => valuesOf(entry).map((value) => ({ at: value.at, ...kindOf(value, entry) })));
}

/** Those by which pull requests get in. */
export function pullRequestContexts(role: ResolvedRole): readonly TrustedContext[] {
  const maybe = has(role, ['pull_request', 'any_context', 'subject', 'subject_pattern']);
  return maybe ? trustedContexts(role).filter(({ pullRequests }) => pullRequests) : [];
}

/** Those by which a merge queue gets in, and nothing else. */
export function mergeQueueContexts(role: ResolvedRole): readonly TrustedContext[] {
  const maybe = has(role, ['merge_queue', 'branch', 'branch_pattern', 'any_context', 'subject', 'subject_pattern']);
  return maybe ? trustedContexts(role).filter(({ mergeQueue }) => mergeQueue) : [];
}

/** Spares most roles a closer look. */
function has({ entries }: ResolvedRole, fields: readonly (typeof CONTEXTS)[number][]): boolean {
  return entries.some(({ entry }) => fields.some((field) => entry[field] !== undefined));
}

/** Of whom a message about pull requests speaks. */
export function whoIsLetIn({ any, ofWorkflow }: TrustedContext): string {
  if (!any) return 'jobs of pull requests';
  return `all jobs${ofWorkflow ? ' of the trusted workflow' : ''}, those of pull requests included,`;
}

interface ContextValue {
  readonly at: Location;
  /** The text whose end says what job it is: the context as in a subject, or a whole subject. */
  readonly text: ClaimText;
  readonly isSubject: boolean;
}

function valuesOf({ entry, place, contexts }: ResolvedEntry): readonly ContextValue[] {
  const field = CONTEXTS.find((each) => entry[each] !== undefined);
  if (field === undefined) return [];
  const at = (index: number) => (entry[field] === true ? keyOf(child(place.at, field)) : child(place.at, field, index));
  if (contexts.kind === 'subjects') return contexts.subjects.map((text, i) => ({ at: at(i), text, isSubject: true }));
  if (field === 'environment')
    return contexts.environments.map((name, i) => ({
      at: at(i),
      text: exact(`environment:${name}`),
      isSubject: false,
    }));
  return contexts.values.map(({ tail }, i) => ({ at: at(i), text: tail, isSubject: false }));
}

const QUEUE = 'refs/heads/gh-readonly-queue/';
/** A branch and a tag of whose names nothing is known: a pattern that has them has all. */
const STRANGE_REFS = ['refs/heads/0any-name0', 'refs/tags/0any-name0'];

/** Claims that say which workflow a job runs, and in which version; its name alone anybody can give to another. */
const OF_WORKFLOW = ['job_workflow_ref', 'job_workflow_sha', 'workflow_ref', 'workflow_sha'];

function kindOf({ text, isSubject }: ContextValue, { required }: ResolvedEntry): Omit<TrustedContext, 'at'> {
  const isPlain = !isPattern(text);
  const head = literalHead(text);
  const isIn = (context: string) =>
    isPlain ? head === context : context.startsWith(head) && overlaps(text, exact(context));
  const names = (context: string) => (isSubject ? canName(text, exact(context)) : isIn(context));
  const requires = (claim: string, value: ClaimText) =>
    required.get(claim)?.some((each) => overlaps(each, value)) ?? true;
  const inEnvironment = required.has('environment');
  const pullRequests =
    !inEnvironment &&
    (names('pull_request') || names('ref:refs/pull/1/merge')) &&
    requires('ref', pattern('refs/pull/*')) &&
    requires('event_name', exact('pull_request'));
  const mergeQueue = isOfMergeQueue(written(text), required.get('ref') ?? []);
  const anyRef = STRANGE_REFS.some((ref) => names(`ref:${ref}`) && requires('ref', exact(ref)));
  return {
    pullRequests,
    any: pullRequests && anyRef && names('environment:0any-name0') && requires('event_name', exact('push')),
    ofWorkflow: OF_WORKFLOW.some((claim) => required.has(claim) || (isSubject && valueIn(written(text), claim))),
    mergeQueue,
    protected: !pullRequests && !mergeQueue && (inEnvironment || !anyRef),
  };
}

/** What a text begins with, whatever else it stands for. */
function literalHead(text: ClaimText): string {
  const wild = text.findIndex((part) => part.wild);
  return written(wild < 0 ? text : text.slice(0, wild));
}

function isOfMergeQueue(context: string, refs: readonly ClaimText[]): boolean {
  if (context.startsWith(`ref:${QUEUE}`) || context.includes(`:ref:${QUEUE}`)) return true;
  return refs.length > 0 && refs.every((ref) => written(ref).startsWith(QUEUE));
}

/**
 * Whether a subject written by hand can name a context. Its segments are claims, a name and a value each (only `pull_request`
 * has none), and a context begins where a name would. No value holds a colon, so that a wildcard in that of `ref` leaves no room
 * for a context; one in that of `repo` does.
 */
function canName(subject: ClaimText, context: ClaimText): boolean {
  const chars = subject.flatMap(({ text, wild }) => Array.from(text, (char) => ({ text: char, wild })));
  const ends = (from: number) => {
    const colon = chars.findIndex(({ text }, i) => i >= from && text === ':');
    return colon < 0 ? chars.length : colon;
  };
  for (let at = 0; at <= chars.length;) {
    const nameEnd = ends(at);
    const valueEnd = ends(nameEnd + 1);
    const rest = chars.slice(at);
    const further = isWildcard(rest[0]) ? [] : [concat(context, ':', pattern('*'))];
    if (at > 0 && [context, ...further].some((each) => overlaps(rest, each))) return true;
    const name = written(chars.slice(at, nameEnd));
    if (/^repo/.test(name)) {
      for (let i = nameEnd + 1; i < valueEnd; i++) {
        const again = chars[i]?.text === '*' && chars[i - 1]?.text === '*';
        if (isWildcard(chars[i]) && !again && overlaps(chars.slice(i), concat(':', context))) return true;
      }
    }
    at = (name === 'pull_request' ? nameEnd : valueEnd) + 1;
  }
  return false;
}

function isWildcard(part: TextPart | undefined): boolean {
  return part !== undefined && part.wild && /[*?]/.test(part.text);
}
