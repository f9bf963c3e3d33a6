import { createProblems } from '../../src/diagnostics/diagnostic';
import { location } from '../../src/diagnostics/source';
import { type Identity } from '../../src/access-plan/trust/identities';
import { checkHandwritten, handwrittenTraits, holdsOwner } from '../../src/access-plan/trust/handwritten';
import { concat, exact, pattern } from '../../src/oidc/claim-text';

const ids = { owner: '123456', repository: '456789' };
const identities: readonly Identity[] = [
  { owner: 'octo-org', name: 'web', ids, prefix: 'repo:octo-org/web', immutable: false },
  { owner: 'octo-org', name: 'web', ids, prefix: 'repo:octo-org@123456/web@456789', immutable: true },
];

it.each([
  [
    exact('repo:octo-org@123456/web@456789:ref:refs/heads/main'),
    { immutable: true, holdsName: true, selfIdentifying: true },
  ],
  [pattern('repo:octo-org@123456/web@456789:*'), { immutable: true, holdsName: true, selfIdentifying: true }],
  [pattern('repo:octo-org@123456/web@456789*'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [
    pattern('repo:octo-org@123456/web@*:ref:refs/heads/main'),
    { immutable: false, holdsName: false, selfIdentifying: false },
  ],
  [exact('repo:octo-org/web:ref:refs/heads/main'), { immutable: false, holdsName: true, selfIdentifying: true }],
  [pattern('repo:octo-org/web*:ref:refs/heads/main'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [pattern('*repo:octo-org/web:ref:refs/heads/main'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [pattern('repo:octo-org/*:repository_id:456789:x'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [exact('repository_id:456789'), { immutable: false, holdsName: false, selfIdentifying: true }],
  [exact('repository_id:4567890'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [pattern('repository_id:456789*'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [
    exact('environment:production:repository:octo-org/web'),
    { immutable: false, holdsName: true, selfIdentifying: false },
  ],
  [
    exact('environment:production:repository:octo-org/web2'),
    { immutable: false, holdsName: false, selfIdentifying: false },
  ],
  [exact('environment:production'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [concat('repo:octo-org/we', pattern('*'), ':x'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [concat('x', pattern('*'), ':repository_id:456789'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [concat('repo:octo-org/web:', pattern('*')), { immutable: false, holdsName: true, selfIdentifying: true }],
])('knows of %j whether it is pinned and whose it is', (subject, expected) => {
  expect(handwrittenTraits(subject, identities, 'github.com')).toEqual(expected);
});

it.each([
  [
    exact('environment:production:repository:octo-org/web'),
    { immutable: false, holdsName: false, selfIdentifying: false },
  ],
  [exact('environment:x:repository_id:456789'), { immutable: false, holdsName: false, selfIdentifying: false }],
  [exact('repository:octo-org/web:environment:x'), { immutable: false, holdsName: true, selfIdentifying: false }],
  [exact('repo:octo-org/web:environment:x'), { immutable: false, holdsName: true, selfIdentifying: true }],
])('takes the beginning of %j alone where values are not encoded', (subject, expected) => {
  expect(handwrittenTraits(subject, identities, 'ghes')).toEqual(expected);
});

it('takes the beginning alone for the owner where values are not encoded', () => {
  expect(holdsOwner(pattern('environment:x:repository_owner:octo-org:*'), 'octo-org', undefined, 'ghes')).toBe(false);
  expect(holdsOwner(pattern('repository_owner:octo-org:*'), 'octo-org', undefined, 'ghes')).toBe(true);
});

it('knows nothing of ids that there are not', () => {
  const nameless = identities.map(({ ids: _, ...identity }) => identity);

  for (const text of ['x:undefined:y', 'repository_id:undefined', 'repository_id:456789'])
    expect(handwrittenTraits(exact(text), nameless, 'github.com')).toEqual({
      immutable: false,
      holdsName: false,
      selfIdentifying: false,
    });
  expect(holdsOwner(pattern('repo:octo-org@undefined/*'), 'octo-org', undefined, 'github.com')).toBe(false);
  expect(holdsOwner(pattern('repo:octo-org/*'), 'octo-org', undefined, 'github.com')).toBe(true);
});

it.each([
  [pattern('repo:octo-org/*:ref:refs/heads/main'), true],
  [pattern('repo:octo-org/web:*'), true],
  [pattern('x:repo:octo-org/*'), false],
  [pattern('repo:octo-org@123456/*:ref:refs/heads/main'), true],
  [pattern('repo:octo-org*:ref:refs/heads/main'), false],
  [pattern('repo:octo-org@*/web:ref:refs/heads/main'), false],
  [pattern('*:repository_owner:octo-org:x'), false],
  [pattern('environment:production:repository_owner:octo-org:*'), true],
  [pattern('repository_owner_id:123456:*'), true],
  [pattern('repository_owner_id:1234567:*'), false],
])('knows of %j whether it holds the owner', (subject, expected) => {
  expect(holdsOwner(subject, 'octo-org', '123456', 'github.com')).toBe(expected);
});

it.each([
  ['repo:octo-org-123456/web-456789:ref:refs/heads/main', 'web', ['hyphenated-id-subject']],
  ['repo:octo-org-123456/*', undefined, ['hyphenated-id-subject']],
  ['repo:octo-org-1/other-4:x', 'web', ['hyphenated-id-subject']],
  ['repo:octo-org-1/web-0:x', 'web', []],
  ['repo:octo-org-1/web-4x:x', 'web', []],
  ['repo:octo-org-1/web:x', 'web', []],
  ['repo:octo-org-x/web-4:x', 'web', []],
  ['repo:octo-orgx12/web-4:x', 'web', []],
  ['repo:octo-org@1/web*:x', 'web', []],
  ['repo:octo-org/*@2:x', 'web', ['half-id-pin']],
  ['repo:octo-org@x/web@2:x', 'web', ['half-id-pin']],
  ['repo:octo-org@1/web@x:x', 'web', ['half-id-pin']],
  ['repo:octo-org@1/*@*:x', undefined, []],
  ['repo:octo-org@123456/web:ref:refs/heads/main', 'web', ['half-id-pin']],
  ['repo:octo-org/web@456789:ref:refs/heads/main', 'web', ['half-id-pin']],
  ['repo:octo-org@abc/web@456789:ref:refs/heads/main', 'web', ['half-id-pin']],
  ['repo:octo-org@*/web@*:ref:refs/heads/main', 'web', ['half-id-pin']],
  ['repo:octo-org@123456/*:ref:refs/heads/main', undefined, []],
  ['repo:octo-org@123456/web@456789:ref:refs/heads/main', 'web', []],
  ['repo:octo-org/web-1:ref:refs/heads/main', 'web-1', []],
  ['environment:production', 'web', []],
])('judges the form of %s', (subject, name, expected) => {
  const problems = createProblems();

  const isPossible = checkHandwritten(
    pattern(subject),
    'octo-org',
    name,
    location({ file: 'x', text: '', tree: null, pruned: [] }),
    problems,
  );

  expect(problems.all.map(({ rule }) => rule)).toEqual(expected);
  expect(isPossible).toBe(expected.length === 0);
});
