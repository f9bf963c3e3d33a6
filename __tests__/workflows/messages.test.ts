import { checkTexts } from '../support/page-workflows';

const FILE = {
  version: 1,
  github: { owner: 'octo-org' },
  accounts: { production: { id: '111111111111', region: 'us-east-2' } },
};
const STEP = `aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3`;

function login(job: string, inputs = ''): string {
  return `on: { push: { branches: [main] } }
jobs:
  deploy:
    runs-on: ubuntu-24.04
    ${job}
    steps:
      - uses: ${STEP}
        with: { role-to-assume: 'arn:aws:iam::111111111111:role/web-deploy', aws-region: us-east-2${inputs} }
`;
}

const TOKEN = 'permissions: { id-token: write, contents: read }';

function said(texts: Readonly<Record<string, string>>, more: object = {}): readonly string[] {
  return checkTexts(texts, { ...FILE, ...more }).diagnostics.map(
    ({ rule, at, message }) => `${at.source.file}: ${rule}: ${message}`,
  );
}

it('blames the outermost of several callers, which the others have no more than', () => {
  const call = (on: string, permissions: string, name: string) =>
    `on: ${on}\njobs:\n  next:\n    permissions: ${permissions}\n    uses: ./.github/workflows/${name}\n`;
  const called = login(`environment: production\n    ${TOKEN}`).replace(/^on: .*/, 'on: workflow_call');

  expect(
    said({
      'a.yml': call('{ push: { branches: [main] } }', '{ contents: read }', 'b.yml'),
      'b.yml': call('workflow_call', '{ id-token: write, contents: read }', 'c.yml'),
      'c.yml': called,
    }),
  ).toEqual([
    [
      '.github/workflows/a.yml: missing-id-token: `deploy` in `.github/workflows/c.yml` logs in, and `next` in `.github/workflows/a.yml`, which calls it, lacks `id-token: write`',
      'what is called has at most what its caller has: give the calling job `id-token: write` beside the permissions that it has',
    ].join('\n'),
  ]);
});

it('says what to write where no permissions are listed, and does not take away those that are', () => {
  const [none] = said({ 'deploy.yml': login('environment: production') });
  const [some] = said({ 'deploy.yml': login('environment: production\n    permissions: { packages: write }') });

  expect(none).toMatch(/\nadd to the job: `permissions: \{ id-token: write, contents: read \}`$/);
  expect(some).toMatch(/\ngive the job `id-token: write` beside the permissions that it has$/);
});

it('does not take an environment that the role does not trust for a misspelling of one that it does', () => {
  const repositories = { web: { environments: { staging: {} } } };
  const [message] = said({ 'deploy.yml': login(`environment: Staging\n    ${TOKEN}`) }, { repositories });

  expect(message).toMatch(/login-denied: .*\n.*\nthe job runs in an environment that the role does not trust$/);
});

it('tells branches from tags that an environment lets in', () => {
  const production = { deployment_branches: ['release/*'], deployment_tags: ['v*'] };
  const repositories = { web: { environments: { production } } };
  const [message] = said({ 'deploy.yml': login(`environment: production\n    ${TOKEN}`) }, { repositories });

  expect(message).toMatch(/\nit lets in the branches `release\/\*` and the tags `v\*`: /);
});

it('names the accounts that a step allows', () => {
  const [message] = said({
    'deploy.yml': login(`environment: production\n    ${TOKEN}`, ", allowed-account-ids: '222222222222, 333333333333'"),
  });

  expect(message).toMatch(
    /the step allows no account but 222222222222, 333333333333, and `arn:aws:iam::111111111111:role\/web-deploy` is in 111111111111\n/,
  );
});
