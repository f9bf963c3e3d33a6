import type { Box } from './box';
import type { Calculus } from './calculus';
import { ABSENT, type Field, QUESTION } from './fields';
import { type Language, has } from './language';
import type { Part, Shape } from './shape';
import { shortest } from './shortest';

/** A token's claims as GitHub spells them. */
export type Claims = Readonly<Record<string, string>>;

/** Values that a reader knows at once, taken where they are among those that fit. */
const FAMILIAR: Readonly<Record<Field, readonly string[]>> = {
  owner: ['anyone', 'octo-org'],
  owner_id: ['123456', '999999'],
  name: ['anything', 'web'],
  repository_id: ['456789', '999999'],
  environment: ['production', 'anything'],
  ref: ['refs/heads/main', 'refs/heads/anything', 'refs/tags/v1', 'refs/pull/1/merge'],
  actor: ['octocat'],
  actor_id: ['583231'],
  workflow: ['CI'],
  aud: ['sts.amazonaws.com', 'sts.amazonaws.com.cn'],
  enterprise_id: [ABSENT],
  repository_visibility: ['public'],
  event_name: ['push'],
};

/** The value of each field for one token of a box. */
function chosen(box: Box, shape: Shape, calculus: Calculus): (field: Field) => string {
  const fields = new Map<Field, string>();
  const value = (field: Field): string => {
    const known = fields.get(field);
    if (known !== undefined) return known;
    const language = box.get(field) ?? calculus.domain(shape.domainOf(field));
    const made = pick(language, familiar(field, shape, value)) ?? '';
    fields.set(field, made);
    return made;
  };
  return value;
}

function familiar(field: Field, { context }: Shape, value: (field: Field) => string): readonly string[] {
  if (field === 'job_workflow_ref')
    return [`${value('owner')}/${value('name')}/.github/workflows/ci.yml@${value('ref') || 'refs/heads/main'}`];
  if (field === 'ref' && context === 'pull_request') return ['refs/pull/1/merge', 'refs/heads/main'];
  return FAMILIAR[field] ?? [];
}

function pick(language: Language, liked: readonly string[]): string | undefined {
  return liked.find((value) => has(language, value)) ?? shortest(language);
}

/** One token of a box, whole: what a policy looks at, and what it does not. */
export function witness(box: Box, shape: Shape, calculus: Calculus): Claims {
  const value = chosen(box, shape, calculus);
  const render = (parts: readonly Part[]) =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        return part.encoded ? value(part.field).replaceAll(':', '%3A') : value(part.field);
      })
      .join('');
  const evaluated = [...shape.claims].map(([claim, parts]) => [claim, render(parts)] as const);
  const rest = Object.entries({
    iss: `https://${shape.issuer.host}`,
    repository: `${value('owner')}/${value('name')}`,
    repository_owner: value('owner'),
    repository_id: value('repository_id'),
    repository_owner_id: value('owner_id'),
    ref: value('ref'),
    ...(shape.context === 'environment' && { environment: value('environment') }),
    ...(shape.context === 'pull_request' && { event_name: 'pull_request' }),
  });
  const claims = new Map([...rest, ...evaluated].filter(([, text]) => text !== ABSENT));
  return Object.fromEntries([...claims].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What has to be true at STS for the tokens of a box, as far as the token does not decide it: each condition, and whether it holds. */
export function questionsOf(box: Box): readonly { readonly condition: string; readonly holds: boolean }[] {
  return [...box]
    .filter(([field]) => field.startsWith(QUESTION))
    .map(([field, language]) => ({ condition: field.slice(QUESTION.length), holds: has(language, 'true') }));
}
