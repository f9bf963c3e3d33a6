import type { TrustEntry } from '../../bindings/bindings';
import { type ClaimText, concat, encodeColons, exact, pattern } from '../../oidc/claim-text';
import type { ContextValue } from '../../oidc/subject';
import type { RequiredClaims } from './claims';
import type { EntryPlace } from './contexts';
import type { Identity } from './identities';

/** Keys of a template that the repository itself decides. */
const REPOSITORY_KEYS = [
  'repo',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
];
/** Keys that tell one repository from all others, whoever has its name today. */
const NAMING_KEYS = ['repo', 'repository', 'repository_id'];
/** Keys that tell one repository from all others for good: GitHub changes the first with a rename, and never the second. */
const IDENTIFYING_KEYS = ['repo', 'repository_id'];

/** What a subject template carries, whatever it is rendered for. */
export interface TemplateTraits {
  readonly carriesRef: boolean;
  readonly carriesEnvironment: boolean;
  readonly carriesPrefix: boolean;
  readonly carriesName: boolean;
  /** Whether a subject of it says which repository it is of. */
  readonly saysRepository: boolean;
  /** Whether it begins by saying so: where values are not encoded, a free value before it could spell the rest. */
  readonly beginsWithRepository: boolean;
  /** Whether a subject of it says so by more than a name that another repository may get. */
  readonly selfIdentifying: boolean;
}

/** What a template's keys amount to. */
export function templateTraits(template: readonly string[]): TemplateTraits {
  return {
    carriesRef: template.includes('context') || template.includes('ref'),
    carriesEnvironment: template.includes('context') || template.includes('environment'),
    carriesPrefix: template.includes('repo'),
    carriesName: template.includes('repo') || template.includes('repository'),
    saysRepository: template.some((key) => NAMING_KEYS.includes(key)),
    beginsWithRepository: NAMING_KEYS.includes(template[0] ?? ''),
    selfIdentifying: template.some((key) => IDENTIFYING_KEYS.includes(key)),
  };
}

/** The claims of an entry that a template takes into the subject, so that no condition need repeat them. */
export function consumedClaims(
  template: readonly string[],
  required: RequiredClaims,
  values: readonly ContextValue[],
): ReadonlySet<string> {
  const own = [...REPOSITORY_KEYS, 'context', 'environment', ...(values.some(({ ref }) => ref) ? ['ref'] : [])];
  return new Set(template.filter((key) => required.has(key) && !own.includes(key)));
}

/** What a template is rendered from. */
export interface SubjectInput {
  readonly template: readonly string[];
  readonly identity: Identity;
  /** `public`, `private` or `internal`, where the lock knows it. */
  readonly visibility?: string;
  readonly context: ContextValue;
  readonly required: RequiredClaims;
  /** Whether the context is any at all. */
  readonly any: boolean;
}

/**
 * The subjects that GitHub forms by a template: the keys in order, joined by `:`; several where a claim may have several
 * values. A key without value is reported, and there is none then.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 */
export function renderSubjects(
  input: SubjectInput,
  entry: TrustEntry,
  { at, problems }: EntryPlace,
): readonly ClaimText[] {
  let subjects: readonly ClaimText[] = [[]];
  for (const key of input.template) {
    const segments = segmentsOf(key, input);
    if (segments.length === 0 && !input.required.has(key))
      problems.error('unbound-template-key', at, unboundMessage(key, input, entry));
    subjects = subjects.flatMap((subject) =>
      segments.map((segment) => (subject.length === 0 ? segment : concat(subject, ':', segment))),
    );
  }
  return subjects;
}

function segmentsOf(key: string, { identity, visibility, context, required, any }: SubjectInput): readonly ClaimText[] {
  const labelled = (value: ClaimText | undefined) =>
    value === undefined ? [] : [concat(`${key}:`, encodeColons(value))];
  const claimed = () => (required.get(key) ?? []).flatMap((value) => labelled(value));
  const known = (value: string | undefined) => labelled(value === undefined ? undefined : exact(value));
  switch (key) {
    case 'repo':
      return [exact(identity.prefix)];
    case 'context':
      return [context.tail];
    case 'repository':
      return known(`${identity.owner}/${identity.name}`);
    case 'repository_id':
      return known(identity.ids?.repository);
    case 'repository_owner':
      return known(identity.owner);
    case 'repository_owner_id':
      return known(identity.ids?.owner);
    case 'repository_visibility':
      return known(visibility);
    case 'environment':
      return known(context.environment);
    case 'ref':
      if (context.ref) return labelled(context.ref);
      return required.has('ref') || !any ? claimed() : labelled(pattern('*'));
    default:
      return claimed();
  }
}

function unboundMessage(key: string, { identity, template }: SubjectInput, entry: TrustEntry): string {
  const wayOut =
    key === 'environment'
      ? 'trust an `environment`: with this template jobs without one get a subject that names none'
      : REPOSITORY_KEYS.includes(key)
        ? `the lock file has to know it: \`gh api repos/${identity.owner}/${identity.name}\``
        : `say which values it may have: \`claims: { ${key}: … }\``;
  const list = template.join(', ');
  const where = entry.environment ? 'an environment' : 'this context';
  return `the subject template of \`${identity.owner}/${identity.name}\` (${list}) carries \`${key}\`, and ${where} gives it no value\n${wayOut}`;
}
