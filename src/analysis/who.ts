import type { Box } from './box';
import { DEFAULT_TEMPLATE } from '../oidc/claims';
import { type Described, described } from './described';
import type { Calculus } from './calculus';
import { ABSENT, type Field } from './fields';
import { intersection, isEmpty, matching } from './language';
import type { Shape } from './shape';
import { type Claims, questionsOf, witness } from './witness';

/** Whose jobs a set of tokens are, as data and in words, and one of the tokens. */
export interface Who {
  /** One line without a period, as `any branch of octo-org/web`; names stand in backquotes. */
  readonly text: string;
  /** Its parts: whose repository, what further has to hold, and whether the subject template is GitHub's own. */
  readonly of: string;
  readonly rest: readonly string[];
  readonly isUsual: boolean;
  readonly owner: Described;
  readonly repository: Described;
  readonly context: string;
  /** Further claims that are not free. */
  readonly claims: readonly { readonly claim: string; readonly value: Described }[];
  /** What only STS knows, and has to hold. */
  readonly conditions: readonly string[];
  /** One token of them, whole. */
  readonly token: Claims;
}

/** How wide each is, so that the widest comes first: how much of owner, repository and context is left open. */
export function widthOf({ owner, repository, context }: Who): number {
  const open = ({ kind }: Described) => ({ any: 3, 'all but': 2, pattern: 1, words: 0 })[kind];
  return 16 * open(owner) + 4 * open(repository) + (context.startsWith('any ') ? 2 : context.includes('*') ? 1 : 0);
}

/** Says whose tokens a box holds. */
export function whoOf(box: Box, shape: Shape, calculus: Calculus): Who {
  const describe = (field: Field): Described => {
    const domain = calculus.domain(shape.domainOf(field));
    return described(box.get(field) ?? domain, domain);
  };
  const [owner, repository] = [describe('owner'), describe('name')];
  const context = contextOf(box, shape, calculus);
  const claims = FURTHER.filter((field) => box.has(field) && !(field === 'ref' && shape.context === 'ref'))
    .filter((field) => !(field === 'repository_id' && repository.kind === 'words'))
    .filter((field) => !(field === 'owner_id' && (repository.kind === 'words' || owner.kind === 'words')))
    .map((field) => ({ claim: CLAIM[field] ?? field, value: describe(field) }))
    .filter(({ value }) => value.kind !== 'any' && !(value.kind === 'words' && value.words.includes(ABSENT)));
  const conditions = questionsOf(box).map(({ condition, holds }) => (holds ? condition : `not: ${condition}`));
  const isUsual = shape.template.join() === DEFAULT_TEMPLATE.join();
  const template = isUsual ? [] : [`with the subject template \`[${shape.template.join(', ')}]\``];
  const further = claims.map(({ claim, value }) => `with ${claim} ${quoted(value)}`);
  const asked = conditions.map((condition) => `if STS finds \`${condition}\``);
  const rest = [...further, ...asked];
  const of = `of ${repositoryText(owner, repository)}`;
  const text = [`${context} ${of}`, ...rest, ...template].join(', ');
  return {
    text,
    of,
    rest,
    isUsual,
    owner,
    repository,
    context,
    claims,
    conditions,
    token: witness(box, shape, calculus),
  };
}

const FURTHER: readonly Field[] = [
  'owner_id',
  'repository_id',
  'ref',
  'actor',
  'actor_id',
  'workflow',
  'job_workflow_ref',
  'enterprise_id',
];

const CLAIM: Readonly<Record<Field, string>> = { owner_id: 'repository_owner_id' };

/** Any job without an environment, but for pull requests. */
export const ANY_REF = 'any branch or tag';

function contextOf(box: Box, { context, domainOf }: Shape, calculus: Calculus): string {
  if (context === 'pull_request') return 'pull requests';
  if (context === 'environment') {
    const domain = calculus.domain('environment');
    return kindText('environment', described(box.get('environment') ?? domain, domain), '');
  }
  const domain = calculus.domain(domainOf('ref'));
  const language = box.get('ref') ?? domain;
  const kinds = [
    ['branch', 'refs/heads/'],
    ['tag', 'refs/tags/'],
    ['merge ref', 'refs/pull/'],
  ] as const;
  const texts = kinds.flatMap(([kind, prefix]) => {
    const all = intersection(domain, matching(`${prefix.replaceAll('/', '\\/')}[^]*`));
    const own = intersection(language, all);
    return isEmpty(own) ? [] : [kindText(kind, described(own, all), prefix)];
  });

  if (texts.length === 0) return 'jobs without a ref';
  const [first = '', second] = texts;
  return first === 'any branch' && second === 'any tag' ? ANY_REF : texts.join(' or ');
}

function kindText(kind: string, value: Described, prefix: string): string {
  if (value.kind === 'any') return `any ${kind}`;
  const short = (text: string) => `\`${text.startsWith(prefix) ? text.slice(prefix.length) : text}\``;
  if (value.kind === 'words') return `${kind} ${value.words.map(short).join(' or ')}`;
  if (value.kind === 'all but') return `any ${kind} but ${value.words.map(short).join(' and ')}`;
  const pattern = value.pattern.startsWith(prefix) ? value.pattern : `${prefix}*`;
  return `${plural(kind)} ${short(pattern)}`;
}

function plural(kind: string): string {
  return kind === 'branch' ? 'branches' : `${kind}s`;
}

function repositoryText(owner: Described, repository: Described): string {
  const owners = owner.kind === 'any' ? 'any owner' : `${owner.kind === 'all but' ? 'any owner ' : ''}${quoted(owner)}`;
  if (repository.kind === 'any') return `any repository of ${owners}`;
  if (owner.kind === 'words' && owner.words.length === 1 && repository.kind === 'words')
    return repository.words.map((name) => `\`${owner.words[0] as string}/${name}\``).join(' or ');
  return `${repository.kind === 'words' ? 'repository' : 'repositories'} ${quoted(repository)} of ${owners}`;
}

function quoted(value: Described): string {
  if (value.kind === 'any') return 'of any value';
  if (value.kind === 'pattern') return `\`${value.pattern}\``;
  if (value.kind === 'all but') return `other than ${value.words.map((word) => `\`${word}\``).join(' and ')}`;
  return value.words.map((word) => `\`${word}\``).join(' or ');
}
