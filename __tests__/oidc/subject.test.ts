import { concat, exact, isPattern, pattern, written } from '../../src/oidc/claim-text';
import {
  type ContextValue,
  anyContext,
  environmentContext,
  immutablePrefix,
  legacyPrefix,
  mergeQueueContext,
  parseRepoSegment,
  pullRequestContext,
  refContext,
} from '../../src/oidc/subject';

it('names a repository in both forms', () => {
  expect(legacyPrefix({ owner: 'octo-org', name: 'web' })).toBe('repo:octo-org/web');
  expect(immutablePrefix('octo-org', 'web', { owner: '123456', repository: '456789' })).toBe(
    'repo:octo-org@123456/web@456789',
  );
});

/** As a policy would have it: literal wildcards in angle brackets. */
const shown = (text: ContextValue['tail'] | undefined) =>
  text?.map(({ text: chars, wild }) => (wild ? chars : chars.replace(/[*?]/g, '<$&>'))).join('');

it.each<[string, () => ContextValue, object]>([
  ['a branch', () => refContext('heads', exact('main')), { tail: 'ref:refs/heads/main', ref: 'refs/heads/main' }],
  [
    'a `*` in a branch',
    () => refContext('heads', exact('m*')),
    { tail: 'ref:refs/heads/m<*>', ref: 'refs/heads/m<*>' },
  ],
  ['tags by a pattern', () => refContext('tags', pattern('v*')), { tail: 'ref:refs/tags/v*', ref: 'refs/tags/v*' }],
  ['an environment', () => environmentContext('prod: eu'), { tail: 'environment:prod%3A eu', environment: 'prod: eu' }],
  ['pull requests', () => pullRequestContext(), { tail: 'pull_request', ref: 'refs/pull/*/merge' }],
  [
    'the merge queue',
    () => mergeQueueContext('release/1'),
    {
      tail: 'ref:refs/heads/gh-readonly-queue/release/1/pr-*',
      ref: 'refs/heads/gh-readonly-queue/release/1/pr-*',
    },
  ],
  ['any job', () => anyContext(), { tail: '*' }],
])('knows the claims of %s', (_, context, expected) => {
  const { tail, ref, environment } = context();

  expect({ tail: shown(tail), ref: shown(ref), environment }).toEqual(expected);
});

it.each([
  ['repo:octo-org/web', ['octo-org', undefined, 'web', undefined]],
  ['repo:octo-org/web:ref:refs/heads/main', ['octo-org', undefined, 'web', undefined]],
  ['repo:octo-org@123456/web@456789:pull_request', ['octo-org', '123456', 'web', '456789']],
  ['repo:octo-org@*/web@456789:pull_request', ['octo-org', '*', 'web', '456789']],
  ['repo:octo-org@123456/web:pull_request', ['octo-org', '123456', 'web', undefined]],
  ['repo:octo-org/web@:x', ['octo-org', undefined, 'web', '']],
  ['repo:octo-*/*:x', ['octo-*', undefined, '*', undefined]],
  ['repo:/:x', ['', undefined, '', undefined]],
])('reads owner and repository of %s', (subject, [owner, ownerId, name, nameId]) => {
  expect(parseRepoSegment(subject)).toEqual({ owner, ownerId, name, nameId });
});

it.each([
  'x:repo:octo-org/web',
  'repo:octo-org',
  'repo:octo-org:web',
  'repo:octo-org/web/x',
  'repo:octo:org/web',
  'repo:octo-org@1:2/web',
  'repo:octo-org/web@1/2',
  'repository:octo-org/web',
  'environment:production',
])('reads none in %s', (subject) => {
  expect(parseRepoSegment(subject)).toBeUndefined();
});

it('tells patterns from exact texts by any part', () => {
  expect([exact('a*'), concat('a', 'b'), pattern('a'), concat('a', pattern('*'), 'b')].map(isPattern)).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(written(concat('a', pattern('*'), exact('?')))).toBe('a*?');
});
