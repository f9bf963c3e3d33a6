import { DEFAULT_TEMPLATE } from '../oidc/claims';
import type { Box } from './box';
import { type Described, described } from './described';
import type { Calculus } from './calculus';
import { ABSENT, type Field } from './fields';
import type { Shape } from './shape';
import { ticked } from './ticked';
import { type Claims, questionsOf, witness } from './witness';
import { contextOf, quoted, repositoryText } from './wording';

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
  /** What only STS knows, and whether it has to hold. */
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
  const isSaid = (field: Field) => {
    const isNamed = repository.kind === 'words' || (field === 'owner_id' && owner.kind === 'words');
    return (field === 'owner_id' || field === 'repository_id') && isNamed && describe(field).kind === 'words';
  };
  const claims = FURTHER.filter((field) => box.has(field) && !(field === 'ref' && shape.context === 'ref'))
    .filter((field) => !isSaid(field))
    .map((field) => ({ claim: CLAIM[field] ?? field, value: describe(field) }))
    .filter(({ value }) => value.kind !== 'any' && !(value.kind === 'words' && value.words.includes(ABSENT)));
  const conditions = questionsOf(box).map(
    ({ condition, holds }) => `${ticked(condition)} ${holds ? 'holds' : 'does not hold'}`,
  );
  const isUsual = shape.template.join() === DEFAULT_TEMPLATE.join();
  const template = isUsual ? [] : [`with the subject template ${ticked(`[${shape.template.join(', ')}]`)}`];
  const further = claims.map(({ claim, value }) => `with ${claim} ${quoted(value)}`);
  const asked = conditions.map((condition) => `where ${condition}, which only STS knows (undetermined)`);
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
