import {
  NUMERIC_ID,
  OWNER,
  REPOSITORY,
  VARIABLE,
  VARIABLE_BYTES,
  VARIABLE_LIMITS,
  environmentProblem,
  refProblem,
} from '../../src/oidc/github-names';

const a = (length: number) => 'a'.repeat(length);

const NAMES: readonly (readonly [what: string, form: RegExp, good: readonly string[], bad: readonly string[]])[] = [
  [
    'an owner',
    OWNER,
    ['o', '0', 'octo-org', 'Octo-Org1', a(39), 'octocat_octo', 'octo-cat_OCTO1'],
    [
      '',
      '-octo',
      '_octo',
      a(40),
      'octo_',
      'octo_org_x',
      'octo_or-g',
      'octo.org',
      'octo/org',
      'octo*',
      ' octo',
      'octo ',
    ],
  ],
  [
    'a repository',
    REPOSITORY,
    ['w', 'web', 'Web', '.github', '...', '-web_1.x', 'git', 'web.git.x', 'web.github', 'webgit', 'wiki', a(100)],
    ['', '.', '..', 'web.git', 'web.GIT', 'web.wiki', a(101), 'we/b', 'we b', 'web*', 'web?', '@web', 'web@', 'wéb'],
  ],
  ['an id', NUMERIC_ID, ['1', '10', '123456'], ['', '0', '01', '1a', 'a1', '1 ', ' 1', '-1', '*']],
  [
    'a variable',
    VARIABLE,
    ['A', '_', 'AWS_ROLE_1', 'GITHUB', 'GITHUBX', 'MY_GITHUB_X'],
    ['', '1A', 'a', 'Aa', 'A-B', 'A B', ' A', 'A ', 'GITHUB_', 'GITHUB_X'],
  ],
];

it.each(NAMES)('knows the name of %s', (_, form, good, bad) => {
  expect(good.filter((text) => !form.test(text))).toEqual([]);
  expect(bad.filter((text) => form.test(text))).toEqual([]);
});

it.each(['main', 'feature/x', 'v1.2.3', 'a@b', '@a', 'a@', 'a-', 'a{b', 'lock', 'a.lockx', 'my-refs/heads/x', 'ü'])(
  'takes `%s` for the name of a branch or tag',
  (name) => {
    expect(refProblem(name)).toBeUndefined();
  },
);

it.each([
  ['', 'it is empty'],
  ['refs/heads/main', 'write the short name, without `refs/heads/` or `refs/tags/`'],
  ['a b', 'git allows no space in it'],
  ['a\u0000', 'git allows no "\\u0000" in it'],
  ['a\tb', 'git allows no "\\t" in it'],
  ['a\u007f', 'git allows no "\u007f" in it'],
  ['a~1', 'git allows no "~" in it'],
  ['a^', 'git allows no "^" in it'],
  ['a:b', 'git allows no ":" in it'],
  ['a[b', 'git allows no "[" in it'],
  ['a\\b', 'git allows no "\\\\" in it'],
  ['a*', 'git allows no "*" in it'],
  ['a?', 'git allows no "?" in it'],
  ['/a', 'git allows no `/` there'],
  ['a/', 'git allows no `/` there'],
  ['a//b', 'git allows no `//` there'],
  ['a..b', 'git allows no `..` there'],
  ['a@{b', 'git allows no `@{` there'],
  ['.a', 'git allows no `.` there'],
  ['a/.b', 'git allows no `/.` there'],
  ['a.lock', 'git allows no `.lock` there'],
  ['a.lock/b', 'git allows no `.lock/` there'],
  ['a.', 'git allows no `.` there'],
  ['-a', 'git allows no `-` there'],
  ['@', 'git allows no `@` there'],
])('says why git has no branch %j', (name, problem) => {
  expect(refProblem(name)).toBe(problem);
});

it('takes wildcards in patterns of names, and nothing else that names lack', () => {
  expect(['*', 'v?', 'release/*', '?a*'].map((name) => refProblem(name, true))).toEqual(Array(4).fill(undefined));
  for (const bad of ['a b', 'a\u001f', 'a\u007f', 'a~*', 'a^*', 'a:*', 'a[*', 'a\\*', '-*', '*..', '*.lock', '*/'])
    expect([bad, refProblem(bad, true)]).toEqual([bad, expect.any(String)]);
});

it('knows which environments GitHub could have', () => {
  for (const name of ['p', 'production', 'prod: eu/1', 'a*', 'ü', a(255)])
    expect([name, environmentProblem(name)]).toEqual([name, undefined]);
  for (const name of ['', a(256)]) expect(environmentProblem(name)).toBe('an environment name has 1 to 255 characters');
  for (const name of ['\u0000', 'a\u001f', 'a\nb', 'a\u007fb'])
    expect(environmentProblem(name)).toBe('an environment name holds no control characters');
  expect(environmentProblem('a%3Ab')).toBe(
    '`%` in an environment name cannot be told from an encoded character in a subject',
  );
});

it("knows GitHub's limits for variables", () => {
  expect(VARIABLE_BYTES).toBe(49_152);
  expect(VARIABLE_LIMITS).toEqual({ environment: 100, repository: 500, organization: 1000 });
});
