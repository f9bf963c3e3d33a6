import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { trustedContexts } from '../../src/lint/trusted-contexts';
import { FIXTURES } from '../support/fixtures';
import { noFiles } from '../support/no-files';

const LOCK = readFileSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), 'utf8');
const WEB = 'repo:octo-org@123456/web@456789';

/** What is said of the values of a trust entry, the first letters of each. */
function kindsOf(entry: string, repositories = '{}'): readonly string[] {
  const text = `
version: 1
github: { owner: octo-org }
accounts: { production: { id: '111111111111', region: us-east-2 } }
repositories: ${repositories}
bindings: { test: { accounts: [production], trust: [${entry}] } }
`;
  const [bindings, wrong] = parseBindings('bindings.yaml', text, noFiles);
  const [lock] = parseLock('bindings.lock.yaml', LOCK, true);
  if (!bindings) throw new Error(wrong.map(({ message }) => message).join('\n'));
  const [access, problems] = resolveAccess(bindings, lock, noFiles);
  expect([...wrong, ...problems].map(({ message }) => message)).toEqual([]);
  return access.roles.flatMap(trustedContexts).map((context) => {
    const kinds = ['any', 'pullRequests', 'mergeQueue', 'protected'] as const;
    return kinds.filter((kind) => context[kind]).join(' ');
  });
}

it.each([
  ['{ repository: web, pull_request: true }', ['pullRequests']],
  ['{ repository: web, any_context: true }', ['any pullRequests']],
  ['{ repository: web, any_context: true, claims: { ref: refs/heads/main } }', ['protected']],
  ['{ repository: web, any_context: true, claim_patterns: { ref: refs/heads/* } }', ['']],
  ['{ repository: web, any_context: true, claim_patterns: { ref: refs/* } }', ['any pullRequests']],
  ['{ repository: web, any_context: true, claim_patterns: { ref: refs/pull/* } }', ['pullRequests']],
  ['{ repository: web, any_context: true, claims: { environment: production } }', ['protected']],
  ['{ repository: web, any_context: true, claims: { actor: octocat } }', ['any pullRequests']],
  ['{ repository: web, environment: [production, staging] }', ['protected', 'protected']],
  ['{ repository: web, branch: main }', ['protected']],
  ["{ repository: web, branch_pattern: ['release/*', 'gh-readonly-queue/*'] }", ['protected', 'mergeQueue']],
  ["{ repository: web, tag_pattern: ['v*', '?*a*'] }", ['protected', '']],
  ['{ repository: web, merge_queue: [main, next] }', ['mergeQueue', 'mergeQueue']],
])('knows whom %s lets in', (entry, expected) => {
  expect(kindsOf(entry)).toEqual(expected);
});

it.each([
  [`${WEB}:pull_request`, 'pullRequests'],
  [`${WEB}:pull_request:job_workflow_ref:*`, 'pullRequests'],
  [`${WEB}:pull*`, 'pullRequests'],
  [`${WEB}:*`, 'any pullRequests'],
  ['repo:octo-org/web*', 'any pullRequests'],
  [`${WEB}:*request`, 'pullRequests'],
  [`${WEB}:ref:refs/pull/*`, 'pullRequests'],
  [`${WEB}:ref:refs/heads/*`, ''],
  [`${WEB}:ref:refs/heads/release/*`, 'protected'],
  [`${WEB}:ref:refs/heads/gh-readonly-queue/main/*`, 'mergeQueue'],
  [`${WEB}:environment:*`, 'protected'],
  [`${WEB}:environment:pull_request*`, 'protected'],
  ['repository_id:456789:pull_request', 'pullRequests'],
  ['repository_id:456789:*', 'any pullRequests'],
  ['repository_id:456789:environment:*', 'protected'],
])('knows whom the pattern %s lets in', (subject, expected) => {
  expect(kindsOf(`{ repository: web, subject_pattern: '${subject}' }`)).toEqual([expected]);
});

it.each([
  ['repo:octo-org/*', 'any pullRequests'],
  ['repo:octo-org/*:pull_request', 'pullRequests'],
  ['repo:octo-org/*:ref:refs/heads/main', 'protected'],
  ['repo:octo-org/*:environment:production', 'protected'],
])('knows whom the pattern %s over an owner lets in', (subject, expected) => {
  expect(kindsOf(`{ owner: octo-org, subject_pattern: '${subject}' }`)).toEqual([expected]);
});

it('knows by the event, where the subject carries it', () => {
  const template = '{ unasked: { subject_template: [repo, context, event_name] } }';

  expect(kindsOf('{ repository: unasked, any_context: true, claims: { event_name: push } }', template)).toEqual(['']);
});
