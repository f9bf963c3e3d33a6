import { appendFileSync } from 'node:fs';
import { bindingsOf, runLock } from '../support/lock-run';

const entry = (name: string, id: number, more = '') =>
  `  ${name}: { owner_id: '123456', repository_id: '${id}'${more} }\n`;
const SERVED = ['web', 'zoo', 'old'].map((name, i) => ({
  fullName: `octo-org/${name}`,
  id: i + 1,
  ownerId: 123456,
  environments: { production: {} },
}));
const LOCK = `version: 1
repositories:
  # the old one
${entry('octo-org/old', 3)}  # the storefront
${entry('octo-org/web', 1, ', environments: { preview: absent, production: { reviewers: 0 } }')}# tail
`;
const BINDINGS = bindingsOf('[{ repository: web, environment: production }]');
const names = (text: string) => [...text.matchAll(/^ {2}(\S+):/gm)].map(([, name]) => name);

it('keeps what nothing uses, brings it up to date, and says so', async () => {
  const { stderr, text } = await runLock({ bindings: BINDINGS, lock: LOCK, repositories: SERVED });

  expect(names(text)).toEqual(['octo-org/old', 'octo-org/web']);
  expect(text).toMatch(/octo-org\/old: .*default_branch: main/);
  expect(text).toContain('preview: absent');
  expect(stderr).toContain('--prune would remove what nothing uses: octo-org/old');
});

it('prunes, and names what it removes', async () => {
  const { code, stderr, text, server } = await runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: SERVED,
    options: { prune: true },
  });

  expect(names(text)).toEqual(['octo-org/web']);
  expect(text).not.toContain('preview');
  expect(text).toMatch(
    /^version: 1\nrepositories:\n {2}# the old one\n {2}# the storefront\n {2}octo-org\/web: \{ .*\}\n# tail\n$/,
  );
  expect(stderr).toContain('octo-org/old: is no longer used\n');
  expect(stderr).toContain('octo-org/web: environment `preview` is no longer used\n');
  expect(server.requests.filter(({ path }) => path.includes('old'))).toEqual([]);
  expect(code).toBe(0);
});

it('prunes no repository whose owner is trusted', async () => {
  const bindings = bindingsOf("[{ owner: octo-org, subject_pattern: 'repo:octo-org@123456/*:ref:refs/heads/main' }]");
  const { text } = await runLock({ bindings, lock: LOCK, repositories: SERVED, options: { prune: true } });

  expect(names(text)).toEqual(['octo-org/old', 'octo-org/web']);
  expect(text).toMatch(/octo-org\/old: .*default_branch: main/);
});

it('leaves an empty list behind when nothing is used', async () => {
  const bindings = BINDINGS.replace(/bindings:\n[^]*/, 'bindings: {}\n');
  const repositories = SERVED.map((each) => ({ ...each, environments: {} }));
  const { code, text } = await runLock({ bindings, lock: LOCK, repositories, options: { prune: true } });

  expect(text).toBe('version: 1\nrepositories: {}\n# tail\n');
  expect(code).toBe(0);
});

const THREE = bindingsOf('[{ repository: [old, web, zoo], branch: main }]');
const failsAt = (name: string) => (path: string) =>
  path === `/repos/octo-org/${name}/branches?protected=true&per_page=1`
    ? { status: 500, body: { message: 'broken' } }
    : undefined;

it('writes nothing when it fails half-way', async () => {
  const { code, stderr, text } = await runLock({
    bindings: THREE,
    lock: LOCK,
    repositories: SERVED,
    instead: failsAt('zoo'),
  });

  expect(stderr).toMatch(/error: .* answered 500: broken\nnothing was written\n$/);
  expect({ code, text }).toEqual({ code: 2, text: LOCK });
});

it('writes what it has learnt with --partial, and the next run does the rest', async () => {
  const first = await runLock({
    bindings: THREE,
    lock: LOCK,
    repositories: SERVED,
    instead: failsAt('zoo'),
    options: { partial: true, prune: true },
  });

  expect(first.code).toBe(2);
  expect(first.stderr).toContain('to bindings.lock.yaml written');
  expect(names(first.text)).toEqual(['octo-org/old', 'octo-org/web', 'octo-org/zoo']);
  expect(first.text).toContain("  octo-org/zoo:\n    owner_id: '123456'\n    repository_id: '2'\n    owner_type");
  expect(first.text).toMatch(/octo-org\/web: .*preview: absent|octo-org\/web: .*subject_prefix/);

  const second = await runLock({ bindings: THREE, lock: first.text, repositories: SERVED });
  expect(second.code).toBe(0);
  expect(second.text).toContain('    subject_prefix: repo:octo-org/zoo\n');
});

it('asks first for what the lock does not know', async () => {
  const { server } = await runLock({ bindings: THREE, lock: LOCK, repositories: SERVED });

  expect(server.requests[0]?.path).toBe('/repos/octo-org/zoo');
  expect(server.requests[3]?.path).toBe('/repos/octo-org/zoo/actions/oidc/customization/sub');
});

it('stops at a file whose form is broken, and does not ask', async () => {
  const broken = await runLock({ bindings: BINDINGS.replace('trust:', 'trusts:'), lock: LOCK, repositories: SERVED });
  expect(broken.stderr).toContain('[unknown-key]');
  expect(broken).toMatchObject({ code: 1, text: LOCK });
  expect(broken.server.requests).toEqual([]);

  const lock = await runLock({ bindings: BINDINGS, lock: 'version: 1\nrepositories: {', repositories: SERVED });
  expect(lock.stderr).toContain('[invalid-yaml]');
  expect(lock).toMatchObject({ code: 1, text: 'version: 1\nrepositories: {' });
});

it('cures an entry that contradicts itself, and does not make one', async () => {
  const wrong = LOCK.replace("repository_id: '1'", "repository_id: '1', subject_prefix: repo:octo-org/wbe");
  const { code, text } = await runLock({ bindings: BINDINGS, lock: wrong, repositories: SERVED });
  expect(text).toContain('subject_prefix: repo:octo-org/web');
  expect(code).toBe(0);

  const another = SERVED.slice(0, 1).map((each) => ({ ...each, ownerId: 654321 }));
  const half = await runLock({ bindings: BINDINGS, lock: LOCK, repositories: another });
  expect(half.stderr).toContain('[lock-mismatch]');
  expect(half.stderr).toContain('nothing was written, since bindings.lock.yaml would contradict itself');
  expect(half).toMatchObject({ code: 1, text: LOCK });
});

it('prunes nothing when it could not ask for everything', async () => {
  const bindings = bindingsOf('[{ repository: [web, zoo], branch: main }]');
  const options = { partial: true, prune: true };
  const { code, text } = await runLock({
    bindings,
    lock: LOCK,
    repositories: SERVED,
    instead: failsAt('zoo'),
    options,
  });

  expect(names(text)).toContain('octo-org/old');
  expect(code).toBe(2);
});

it('does not write over what somebody else wrote meanwhile', async () => {
  const run = runLock({
    bindings: BINDINGS,
    lock: LOCK,
    repositories: SERVED,
    during: (lock) => appendFileSync(lock, '# mine\n'),
  });

  await expect(run).rejects.toThrow(/was changed by somebody else meanwhile/);
});

it('writes what it has learnt when it is interrupted', async () => {
  const exit = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  const { stderr, text } = await runLock({
    bindings: THREE,
    lock: LOCK,
    repositories: SERVED,
    options: { partial: true },
    during: (_, count) => {
      if (count === 5) process.emit('SIGINT');
    },
  });

  expect(exit).toHaveBeenCalledWith(2);
  exit.mockRestore();
  expect(stderr).toContain('error: the run was interrupted\n');
  expect(names(text)).toEqual(['octo-org/old', 'octo-org/web', 'octo-org/zoo']);
});
