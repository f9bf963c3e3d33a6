import fc from 'fast-check';

/** The condition keys of github.com's tokens. */
export const HOST = 'token.actions.githubusercontent.com';

const OWNERS = ['octo-org', 'octo', 'octo-org-evil'];
const NAMES = ['web', 'web-api', 'api'];
const TAILS = [
  'ref:refs/heads/main',
  'ref:refs/heads/main-2',
  'ref:refs/tags/v1',
  'environment:production',
  'environment:Production%3AV1',
  'pull_request',
];

const prefix = fc.oneof(
  fc.tuple(fc.constantFrom(...OWNERS), fc.constantFrom(...NAMES)).map(([owner, name]) => `repo:${owner}/${name}`),
  fc
    .tuple(
      fc.constantFrom(...OWNERS),
      fc.constantFrom('1', '12'),
      fc.constantFrom(...NAMES),
      fc.constantFrom('7', '71'),
    )
    .map(([owner, ownerId, name, id]) => `repo:${owner}@${ownerId}/${name}@${id}`),
);
const subject = fc.tuple(prefix, fc.constantFrom(...TAILS)).map(([head, tail]) => `${head}:${tail}`);

/** A text with a few of its stretches replaced by wildcards. */
function withWildcards(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const cut = fc.tuple(fc.nat(60), fc.nat(12), fc.constantFrom('*', '?', '**', '*?'));
  return fc.tuple(text, fc.array(cut, { maxLength: 2 })).map(([whole, cuts]) =>
    cuts.reduce((left, [at, length, wildcard]) => {
      const start = at % (left.length + 1);
      return left.slice(0, start) + wildcard + left.slice(start + length);
    }, whole),
  );
}

const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  sub: subject,
  aud: fc.constantFrom('sts.amazonaws.com', 'https://github.com/octo-org'),
  ref: fc.constantFrom('refs/heads/main', 'refs/heads/main-2', 'refs/tags/v1', 'refs/pull/1/merge', ''),
  environment: fc.constantFrom('production', 'Production:V1', 'staging'),
  repository: fc.tuple(fc.constantFrom(...OWNERS), fc.constantFrom(...NAMES)).map((parts) => parts.join('/')),
  repository_id: fc.constantFrom('7', '71'),
  repository_owner_id: fc.constantFrom('1', '12'),
  actor: fc.constantFrom('octocat', 'hubot', 'dependabot[bot]'),
  enterprise_id: fc.constantFrom('3', '33'),
  workflow: fc.constantFrom('CI', 'Deploy'),
  job_workflow_ref: fc.constantFrom('octo-org/web/.github/workflows/ci.yml@refs/heads/main'),
  event_name: fc.constantFrom('push'),
};

const operator = fc
  .tuple(
    fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(
      'StringEquals',
      'StringLike',
      'StringLike',
      'StringEqualsIgnoreCase',
      'StringNotEquals',
      'StringNotLike',
    ),
    fc.constantFrom('', '', '', 'IfExists'),
  )
  .map((parts) => parts.join(''));

const keyed = fc.constantFrom(...Object.keys(VALUES)).chain((claim) => {
  const value = VALUES[claim] as fc.Arbitrary<string>;
  const compared = fc.tuple(operator, fc.array(fc.oneof(value, withWildcards(value)), { minLength: 1, maxLength: 3 }));
  const asked = fc.constantFrom('true', 'false').map((text) => ['Null', [text]] as [string, string[]]);
  return fc
    .oneof({ weight: 9, arbitrary: compared }, { weight: 1, arbitrary: asked })
    .map(([name, values]) => ({ [name]: { [`${HOST}:${claim}`]: values } }));
});

/** Conditions that no token decides: on a key of STS, or with a policy variable. */
const asked = fc
  .tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'IpAddress'),
    fc.constantFrom(
      ['aws:SourceVpc', 'vpc-1'],
      [`${HOST}:actor`, '${aws:username}'],
      [`${HOST}:sub`, 'repo:${aws:x}/*'],
    ),
  )
  .map(([name, [key, value]]) => ({ [name]: { [key as string]: [value as string] } }));

const statement = fc
  .record({
    effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    subjects: fc.array(withWildcards(subject), { minLength: 1, maxLength: 3 }),
    hasSubject: fc.integer({ min: 0, max: 9 }).map((n) => n > 1),
    conditions: fc.array(fc.oneof({ weight: 9, arbitrary: keyed }, { weight: 1, arbitrary: asked }), { maxLength: 3 }),
  })
  .map(({ effect, subjects, hasSubject, conditions }) => ({
    Effect: effect,
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${HOST}` },
    Condition: [...(hasSubject ? [{ StringLike: { [`${HOST}:sub`]: subjects } }] : []), ...conditions].reduce(
      (all: Record<string, object>, each) => ({
        ...all,
        ...Object.fromEntries(Object.entries(each).map(([name, keys]) => [name, { ...all[name], ...keys }])),
      }),
      {},
    ),
  }));

/** Trust policies that somebody could have written, near each other, so that they often let in the same jobs. */
export const trustPolicies = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: '2012-10-17', Statement }));

/** Values of the fields of jobs, near what {@link trustPolicies} ask for. */
export const jobFields: Readonly<Record<string, fc.Arbitrary<string>>> = {
  owner: fc.constantFrom(...OWNERS, 'other'),
  owner_id: fc.constantFrom('1', '12', '9'),
  name: fc.constantFrom(...NAMES, 'other'),
  repository_id: fc.constantFrom('7', '71', '9'),
  environment: fc.constantFrom('production', 'Production:V1', 'staging'),
  actor: fc.constantFrom('octocat', 'hubot', 'dependabot[bot]'),
  actor_id: fc.constantFrom('5'),
  workflow: fc.constantFrom('CI', 'Deploy', 'other'),
  job_workflow_ref: fc.constantFrom(
    'octo-org/web/.github/workflows/ci.yml@refs/heads/main',
    'octo-org/api/.github/workflows/ci.yml@refs/heads/main',
  ),
  aud: fc.constantFrom('sts.amazonaws.com', 'https://github.com/octo-org'),
};
