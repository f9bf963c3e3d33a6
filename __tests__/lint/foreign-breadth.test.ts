import { createCalculus } from '../../src/analysis/calculus';
import { compare } from '../../src/analysis/compare';
import { lintForeign } from '../../src/lint/foreign/lint';
import { readPolicy } from '../../src/simulator/policy';

const HOST = 'token.actions.githubusercontent.com';
const IMMUTABLE = 'repo:octo-org@123456/web@456789';
const LEGACY = 'repo:octo-org/web';
const calculus = createCalculus();

/** Rules that mean a set of jobs, and are the worse the larger it is. */
const OF_BREADTH = [
  'actor-only',
  'merge-queue-any-writer',
  'missing-audience-condition',
  'missing-subject-condition',
  'mixed-trust-levels',
  'movable-workflow-ref',
  'negated-operator',
  'organization-wide-subject',
  'pull-request-write-access',
  'recyclable-name',
  'repository-wide-subject',
  'spoofable-template',
  'subject-without-repository',
  'unanchored-pattern',
  'wildcard-owner',
];
const RANKS = { info: 0, warning: 1, error: 2 };

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

function policyOf(...all: readonly Conditions[]) {
  const condition: Record<string, Record<string, unknown>> = {};
  for (const conditions of all)
    for (const [operator, claims] of Object.entries(conditions))
      for (const [claim, values] of Object.entries(claims))
        condition[operator] = { ...condition[operator], [`${HOST}:${claim}`]: values };
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${HOST}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** How bad the worst finding about breadth is; -1 if there is none. Infos say what to see to, and are no verdict. */
function verdictOf(policy: object): number {
  const { diagnostics } = lintForeign('trust.json', JSON.stringify(policy));
  const found = diagnostics.filter(({ rule, severity }) => OF_BREADTH.includes(rule) && severity !== 'info');
  return Math.max(-1, ...found.map(({ severity }) => RANKS[severity]));
}

const BASES: readonly (readonly [name: string, conditions: Conditions])[] = [
  ['nothing', {}],
  ['no audience', { StringEquals: { sub: `${IMMUTABLE}:environment:production` } }],
  ...[
    '*',
    'repo:*',
    'repo:octo*',
    'repo:octo-org/*',
    'repo:octo-org@123456/*',
    'repo:octo-org/web*',
    'repo:octo-org/*:ref:refs/heads/main',
    'repo:*:ref:refs/heads/main',
    `${IMMUTABLE}:*`,
    `${LEGACY}:*`,
    `${IMMUTABLE}:environment:*`,
    `${IMMUTABLE}:environment:prod*`,
    `${IMMUTABLE}:ref:*`,
    `${IMMUTABLE}:ref:refs/heads/*`,
    `${IMMUTABLE}:ref:refs/heads/main*`,
    `${IMMUTABLE}:ref:refs/heads/release/*`,
    `${IMMUTABLE}:ref:refs/heads/gh-readonly-queue/*`,
    `${IMMUTABLE}:ref:refs/tags/v*`,
    `${IMMUTABLE}:ref:refs/heads/main`,
    `${IMMUTABLE}:environment:production`,
    `${IMMUTABLE}:pull_request`,
    `${LEGACY}:environment:production`,
    'repo:octo-org@*/web@*:environment:production',
    'job_workflow_ref:octo-org/shared/*',
    'workflow:deploy*',
  ].map((sub) => [sub, { StringEquals: { aud: 'sts.amazonaws.com' }, StringLike: { sub } }] as const),
];

const NARROWING: readonly (readonly [name: string, conditions: Conditions])[] = [
  ['an actor', { StringEquals: { actor: 'octocat' } }],
  ['a repository', { StringEquals: { repository_id: '456789', repository_owner_id: '123456' } }],
  ['an owner', { StringEquals: { repository_owner_id: '123456' } }],
  ['a workflow at any ref', { StringLike: { job_workflow_ref: 'octo-org/shared/.github/workflows/deploy.yml@*' } }],
  ['no pull request', { StringNotLike: { sub: '*:pull_request' } }],
  ['a ref', { StringLike: { ref: 'refs/heads/main' } }],
  ['refs', { StringLike: { ref: 'refs/heads/*' } }],
  ['an environment', { 'ForAllValues:StringEquals': { environment: 'production' } }],
];

const NARROWED = BASES.flatMap(([base, wide]) =>
  NARROWING.map(([name, more]) => [`${base} with ${name}`, wide, more] as const),
);

it.each(NARROWED)('is not judged worse than without: %s', (_, wide, more) => {
  const [before, after] = [policyOf(wide), policyOf(wide, more)];
  const { verdict } = compare(readPolicy(before), readPolicy(after), calculus);

  expect(['same', 'narrower']).toContain(verdict);
  expect(verdictOf(after)).toBeLessThanOrEqual(verdictOf(before));
});

it('judges no policy worse than one that lets in more', () => {
  const judged = BASES.map(([name, conditions]) => {
    const json = policyOf(conditions);
    return { name, policy: readPolicy(json), worst: verdictOf(json) };
  });
  const wrong = judged.flatMap((wide) =>
    judged
      .filter((narrow) => narrow.worst > wide.worst)
      .filter((narrow) => compare(wide.policy, narrow.policy, calculus).verdict === 'narrower')
      .map((narrow) => `${narrow.name} is worse than ${wide.name}`),
  );

  expect(wrong).toEqual([]);
});
