import type { Answer } from '../support/github/answer';
import { bindingsOf, runLock } from '../support/lock-run';

const BINDINGS = bindingsOf('[{ repository: web, environment: production }]');
const many = Array.from({ length: 250 }, (_, i) => `release/${String(i).padStart(3, '0')}`);
const WEB = { fullName: 'octo-org/web', id: 1, ownerId: 123456, environments: { production: { branches: many } } };
const LIST = '/repos/octo-org/web/environments/production/deployment-branch-policies';

const served = (names: readonly string[], total: number): Answer => ({
  status: 200,
  body: { total_count: total, branch_policies: names.map((name, i) => ({ id: i + 1, name, type: 'branch' })) },
});
const pagesOf = (page: (number: number) => Answer) => (path: string) =>
  path.startsWith(LIST) ? page(Number(new URL(path, 'http://localhost').searchParams.get('page'))) : undefined;
const asked = (requests: readonly { readonly path: string }[]) =>
  requests.filter(({ path }) => path.startsWith(LIST)).length;

it('asks for all pages of a list, and keeps the ids', async () => {
  const { text, server } = await runLock({ bindings: BINDINGS, repositories: [WEB] });

  expect(asked(server.requests)).toBe(3);
  expect(text).toContain('release/000: 71,');
  expect(text).toContain('release/249: 320 }');
});

it.each<[string, (page: number) => Answer, number]>([
  ['promises more than there is', (page) => served(page === 1 ? ['main'] : [], 1e9), 2],
  ['repeats itself', () => served(['main'], 1e9), 2],
  ['is empty, and promises something', () => served([], 5), 1],
])('comes to the end of a list that %s', async (_, page, requests) => {
  const { code, server } = await runLock({ bindings: BINDINGS, repositories: [WEB], instead: pagesOf(page) });

  expect(asked(server.requests)).toBe(requests);
  expect(code).toBe(0);
});

it('gives up on a list that never ends, and keeps what it knew', async () => {
  const lock = (rules: string) => `version: 1
repositories:
  octo-org/web:
    owner_id: '123456'
    repository_id: '1'
    environments: { production: { deployment_branches: ${rules} } }
`;
  const endless = pagesOf((page) => served([`branch-${page}`], 1e9));
  const { code, stderr, text, server } = await runLock({
    bindings: BINDINGS,
    lock: lock('{ main: 71 }'),
    repositories: [WEB],
    instead: endless,
  });

  expect(asked(server.requests)).toBe(50);
  expect(stderr).toContain('the list does not end after 5000 items');
  expect(text).toContain('deployment_branches: { main: 71 }');
  expect(code).toBe(0);
});

it('writes a list where a server gives no ids', async () => {
  const { text } = await runLock({
    bindings: BINDINGS,
    repositories: [WEB],
    instead: pagesOf(() => ({
      status: 200,
      body: { total_count: 1, branch_policies: [{ name: 'main' }] },
    })),
  });

  expect(text).toContain('deployment_branches: [main]');
});

it('does not go round in redirects', async () => {
  const { code, stderr } = await runLock({
    bindings: BINDINGS,
    repositories: [WEB],
    instead: (path, headers) =>
      path.startsWith(LIST)
        ? { status: 301, headers: { location: `http://${headers.host}${path}` }, body: {} }
        : undefined,
  });

  expect(stderr).toContain('answered 301, which leads nowhere');
  expect(code).toBe(2);
});

it.each([
  ['before', ['hot/*', 'main']],
  ['behind', ['main', 'release/*']],
  ['around', ['0', 'main', 'v1']],
])('takes in a rule that somebody added, in the order of patterns %s those of the lock', async (_, names) => {
  const instead = pagesOf(() => served(names, names.length));
  const run = (lock: string) => runLock({ bindings: BINDINGS, lock, repositories: [WEB], instead });
  const first = await runLock({
    bindings: BINDINGS,
    repositories: [WEB],
    instead: pagesOf(() => served(['main'], 1)),
  });
  expect(first.text).toContain('{ main: 1 }');

  const second = await run(first.text);
  const third = await run(second.text);

  expect(second.code).toBe(0);
  for (const [i, name] of names.entries())
    expect(second.text).toMatch(new RegExp(`['"]?${name.replace('*', '\\*')}['"]?: ${i + 1}[,} ]`));
  expect(third.stderr).toContain('is up to date');
  expect(third.text).toBe(second.text);
});
