import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintRuleId } from '../../src/diagnostics/lint-rules';
import { RULES } from '../../src/lint/registry';
import { FIXTURES } from '../support/fixtures';
import { lintText } from '../support/lint-text';

const LOCK = readFileSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), 'utf8');

interface Texts {
  readonly trust: string;
  readonly environments?: string;
  readonly host?: string;
  readonly lock?: string;
}

/** What one rule says of an entry of one binding. */
function messages(id: LintRuleId, { trust, environments = '{}', host = 'github.com', lock = LOCK }: Texts) {
  const bindings = `version: 1
github: { owner: octo-org, host: ${host} }
accounts: { production: { id: '111111111111', region: us-east-2 } }
repositories: { web: { environments: ${environments} } }
bindings:
  deploy: { accounts: [production], trust: [${trust}], permissions: [{ preset: s3-sync, bucket: octo-web }] }
`;
  const { diagnostics } = lintText({ bindings, lock, rules: RULES.filter((rule) => rule.id === id) });
  return diagnostics.map(({ message }) => message);
}

it('sees an environment that a claim names, and whether a `ref` is required beside it', () => {
  const [first, ...others] = messages('unmanaged-environment', {
    trust: '{ repository: web, any_context: true, claims: { environment: [production, staging] } }',
  });
  const [withRef] = messages('unmanaged-environment', {
    trust: '{ repository: web, any_context: true, claims: { environment: staging, ref: refs/heads/main } }',
  });

  expect(first).toMatch(
    /^nothing here protects the environment `staging` of `octo-org\/web`: a workflow on any branch/,
  );
  expect(others).toEqual([]);
  expect(withRef).toContain('only the `ref` in the trust keeps others from the role of `deploy`');
});

it('sees an environment in a subject written by hand, and a `ref` in the same', () => {
  const subject = 'repo:octo-org@123456/web@456789:environment:staging';

  expect(messages('unmanaged-environment', { trust: `{ repository: web, subject: '${subject}' }` })[0]).toContain(
    'a workflow on any branch',
  );
  expect(
    messages('unmanaged-environment', { trust: `{ repository: web, subject: '${subject}:ref:refs/heads/main' }` })[0],
  ).toContain('only the `ref` in the trust');
  expect(
    messages('unmanaged-environment', {
      trust: `{ repository: web, subject_pattern: 'repo:octo-org@123456/web@456789:environment:st*' }`,
    }),
  ).toEqual([expect.stringContaining('can make an environment of a name that fits `st*`: a workflow on any branch')]);
});

it.each(['refs/*', 'refs/heads/*', 'refs/heads/*/*', 're*', '*/heads/*'])(
  'takes `%s` for no requirement of a `ref`',
  (ref) => {
    const narrowed = `claim_patterns: { ref: '${ref}' }`;
    const inSubject = `repo:octo-org@123456/web@456789:environment:staging:ref:${ref}`;
    const reviewed = { environments: '{ staging: { reviewers: { users: [mona] } } }' };

    expect(
      messages('unmanaged-environment', { trust: `{ repository: web, environment: staging, ${narrowed} }` })[0],
    ).toContain('a workflow on any branch');
    expect(
      messages('unmanaged-environment', { trust: `{ repository: web, subject_pattern: '${inSubject}' }` })[0],
    ).toContain('a workflow on any branch');
    expect(
      messages('unprotected-environment', {
        trust: `{ repository: web, environment: staging, ${narrowed} }`,
        environments: '{ staging: {} }',
      })[0],
    ).toContain('a workflow on any branch');
    expect(
      messages('environment-open-to-all-branches', {
        trust: `{ repository: web, environment: staging, ${narrowed} }`,
        ...reviewed,
      }),
    ).toHaveLength(1);
  },
);

it.each(['refs/heads/release/*', 'refs/tags/v*', '*/main'])('takes `%s` for a requirement of a `ref`', (ref) => {
  const trust = `{ repository: web, environment: staging, claim_patterns: { ref: '${ref}' } }`;
  const environments = '{ staging: { reviewers: { users: [mona] } } }';

  expect(messages('environment-open-to-all-branches', { trust, environments })).toEqual([]);
});

it('speaks of the entry by which the environment is most open', () => {
  const guarded = '{ repository: web, environment: staging, claims: { ref: refs/heads/main } }';

  expect(messages('unmanaged-environment', { trust: guarded })[0]).toContain('only the `ref`');
  expect(messages('unmanaged-environment', { trust: `${guarded}, { repository: web, environment: staging }` })).toEqual(
    [expect.stringContaining('a workflow on any branch')],
  );
});

it('gives commands for the host that is meant', () => {
  const input = {
    trust: '{ repository: web, environment: production }',
    environments: '{ production: { deployment_tags: [v1] } }',
  };
  const path = "'repos/octo-org/web/environments/production/deployment-branch-policies'";

  expect(messages('stray-deployment-policy', input)[0]).toContain(`  gh api ${path} --jq`);
  expect(messages('stray-deployment-policy', { ...input, host: 'octo.ghe.com' })[0]).toContain(
    `  gh api --hostname octo.ghe.com ${path} --jq`,
  );
});

it.each([
  ['{ deployment_branches: [main] }', '{ reviewers: 1 }', '`reviewers`: none instead of 1'],
  ['{ reviewers: { users: [mona] } }', '{ reviewers: 1, wait_timer: 5 }', '`wait_timer`: 0 minutes instead of 5'],
  ['{ protected_branches: true }', '{ deployment_branches: [main] }', 'protected branches may deploy, or any'],
  ['{ deployment_branches: ["*"] }', '{ deployment_branches: [main] }', 'branch `*` may deploy as well'],
  ['{}', '{ protected_branches: true }', 'any branch may deploy, and now only protected ones may'],
])('says what is lost when %s is declared and GitHub has %s', (declared, locked, loss) => {
  const lock = LOCK.replace(
    'production: { reviewers: 1, deployment_branches: { main: 7101 } }',
    `production: ${locked}`,
  );
  const input = { trust: '{ repository: web, branch: main }', environments: `{ production: ${declared} }`, lock };

  expect(messages('weakens-environment', input)).toEqual([expect.stringContaining(loss)]);
});

it.each([
  ['{ deployment_branches: [main] }', '{}'],
  ['{ deployment_branches: [release/1] }', '{ deployment_branches: ["release/*"] }'],
  ['{ deployment_branches: [v1] }', '{ deployment_branches: ["v[0-9]"] }'],
  ['{ deployment_branches: [main] }', '{ protected_branches: true }'],
  ['{}', '{ deployment_branches: ["*", main] }'],
])('sees no loss when %s is declared and GitHub has %s', (declared, locked) => {
  const lock = LOCK.replace(
    'production: { reviewers: 1, deployment_branches: { main: 7101 } }',
    `production: ${locked}`,
  );
  const input = { trust: '{ repository: web, branch: main }', environments: `{ production: ${declared} }`, lock };

  expect(messages('weakens-environment', input)).toEqual([]);
});

it.each([
  ['claim_patterns: { ref: "refs/pull/*/merge" }', 'which patterns match the refs of pull requests'],
  ['claim_patterns: { ref: "*/main" }', 'which refs a pattern of all kinds means'],
])('does not call `%s` impossible, since it is not certain %s', (claims) => {
  const trust = `{ repository: web, environment: production, ${claims} }`;

  expect(
    messages('environment-branch-mismatch', { trust, environments: '{ production: { deployment_branches: ["r*"] } }' }),
  ).toEqual([]);
});
