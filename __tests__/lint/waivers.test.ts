import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { keyOf } from '../../src/diagnostics/source';
import type { Rule } from '../../src/lint/rule';
import { FIXTURES } from '../support/fixtures';
import { type LintTextOptions, inShort, lintText } from '../support/lint-text';

const LOCK = readFileSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), 'utf8');
const HEAD = `version: 1
github: { owner: octo-org }
accounts:
  production: { id: '111111111111', region: us-east-2 }
`;
const REPOSITORIES = `repositories:
  web: { environments: { production: { reviewers: { teams: [release-managers] }, deployment_branches: [main] } } }
`;
const GOOD = 'until=2027-03-31 only proves that the login works';

/** A binding that \`no-permissions\` reports on its last line, line 11 of the whole file. */
function idle(before = '', beside = ''): string {
  return `${HEAD}${REPOSITORIES}bindings:
  deploy:
    accounts: [production]
    trust: [{ repository: web, environment: production }]
${before}    permissions: [] ${beside}
`;
}

function linted(bindings: string, options: Partial<LintTextOptions> = {}) {
  const { diagnostics, waived } = lintText({ lock: LOCK, ...options, bindings });
  return {
    found: inShort(diagnostics),
    messages: diagnostics.map(({ message }) => message),
    waived: waived.map(({ diagnostic, waiver }) => `${diagnostic.rule}: ${waiver.reason}`),
  };
}

const IN_FORCE = { found: [], messages: [], waived: ['no-permissions: only proves that the login works'] };

it.each([
  ['at the end of the line', idle('', `# oidc-bindings: ignore[no-permissions] ${GOOD}`)],
  ['on a line of its own above', idle(`    # oidc-bindings: ignore[no-permissions] ${GOOD}\n`)],
  ['above other comments and empty lines', idle(`# oidc-bindings: ignore[no-permissions] ${GOOD}\n\n    # why\n\n`)],
  ['with spaces where it likes', idle('', `#oidc-bindings:ignore[ no-permissions ]  ${GOOD}  `)],
  [
    'with its day after the reason',
    idle('', `# oidc-bindings: ignore[no-permissions] only proves that the login works until=2027-03-31`),
  ],
  [
    'in a file with other line ends',
    idle(`    # oidc-bindings: ignore[no-permissions] ${GOOD}\n`).replaceAll('\n', '\r\n'),
  ],
  [
    'after lists and comments that run over lines',
    idle('', `# oidc-bindings: ignore[no-permissions] ${GOOD}`).replace('[{ repo', '[ # whose jobs\n      { repo'),
  ],
])('waives a finding %s', (_, bindings) => {
  expect(linted(bindings)).toEqual(IN_FORCE);
});

it('waives only the rules that it names, and only on its line', () => {
  const other = linted(idle('', `# oidc-bindings: ignore[local-state] ${GOOD}`));
  const elsewhere = linted(idle('', `\n# oidc-bindings: ignore[no-permissions] ${GOOD}`));

  expect(other.found).toEqual(['bindings.yaml:11 info no-permissions', 'bindings.yaml:11 warning unused-waiver']);
  expect(elsewhere.found).toEqual(['bindings.yaml:11 info no-permissions', 'bindings.yaml:12 warning unused-waiver']);
});

const SEVERAL = (rules: string) => `${HEAD}${REPOSITORIES}bindings:
  deploy:
    accounts: [production]
    trust: [{ repository: web, environment: 'Pre:view' }] # oidc-bindings: ignore[${rules}] ${GOOD}
    permissions: [{ preset: s3-sync, bucket: octo-web }]
`;

it('waives several rules at once, and says which of them are not needed', () => {
  const all = 'unmanaged-environment, mixed-case-environment,colon-in-environment';

  expect(linted(SEVERAL(all)).found).toEqual([]);
  expect(linted(SEVERAL(all)).waived).toHaveLength(3);
  expect(linted(SEVERAL(`${all}, unused-account, unused-account`)).messages).toEqual([
    '`unused-account` is not reported on line 10: remove the waiver',
  ]);
});

it('says that a second waiver of the same is not needed', () => {
  const waiver = `# oidc-bindings: ignore[no-permissions] ${GOOD}`;

  expect(linted(idle(`    ${waiver}\n`, waiver)).found).toEqual(['bindings.yaml:12 warning unused-waiver']);
});

const INCLUDE = `${HEAD}include: [{ files: team.yaml, allow: { accounts: ['*'], repositories: ['*'], role_names: ['*'], role_paths: [/]WAIVERS } }]\n${REPOSITORIES}bindings: {}\n`;
const TEAM = `bindings:
  deploy:
    accounts: [production]
    trust: [{ repository: web, environment: production }]
    permissions: [] # oidc-bindings: ignore[no-permissions] ${GOOD}
`;

it('waives what an included file has, in that file', () => {
  const main = INCLUDE.replace(/\[\{ files: (team.yaml).*\}\]/, '[$1]');

  expect(linted(main, { files: { 'team.yaml': TEAM } })).toEqual(IN_FORCE);
  expect(
    linted(main, { files: { 'team.yaml': TEAM.replace('[]', '[{ preset: ecr-pull, repository: web }]') } }).found,
  ).toEqual(['team.yaml:5 warning unused-waiver']);
});

it('lets a bounded file waive only what its bounds name', () => {
  const within = (waivers: string) => linted(INCLUDE.replace('WAIVERS', waivers), { files: { 'team.yaml': TEAM } });

  expect(within('').found).toEqual(['team.yaml:5 error not-allowed-here']);
  expect(within('').messages[0]).toMatch(/^`no-permissions` is not named by `waivers` of the `allow`/);
  expect(within(', waivers: [unused-*]').found).toEqual(['team.yaml:5 error not-allowed-here']);
  expect(within(', waivers: [no-*]')).toEqual(IN_FORCE);
});

it('waives what the lock file has, in the lock file', () => {
  const archived: Rule = {
    id: 'archived-repository',
    check: ({ lock }, report) => {
      for (const { at, name } of lock.repositories.values()) if (name === 'web') report(keyOf(at), 'archived');
    },
  };
  const lock = LOCK.replace(
    '  octo-org/web:',
    `  # oidc-bindings: ignore[archived-repository] ${GOOD}\n  octo-org/web:`,
  );
  const bindings = idle('', '').replace('[]', '[{ preset: ecr-pull, repository: web }]');

  expect(linted(bindings, { rules: [archived] }).found).toEqual(['bindings.lock.yaml:3 warning archived-repository']);
  expect(linted(bindings, { rules: [archived], lock })).toMatchObject({ found: [], waived: [expect.anything()] });
});

it.each([
  ['a block of text', '    description: |\n      Shows how:\n      # oidc-bindings: ignore[no-permissions]\n'],
  ['a block of text of one line', '    description: >-\n      # oidc-bindings: ignore[no-permissions]\n'],
  ['a text in quotes', "    description: '# oidc-bindings: ignore[no-permissions]'\n"],
  ['a text in quotes over two lines', '    description: "a\n      # oidc-bindings: ignore[no-permissions]"\n'],
  ['a plain text', '    description: web#oidc-bindings:ignore[no-permissions]\n'],
  ['a comment about something else', '    # see oidc-bindings: ignore[no-permissions]\n'],
])('takes no waiver from %s', (_, before) => {
  const { found, waived } = linted(idle(before));

  expect(found).toEqual([expect.stringMatching(/ info no-permissions$/)]);
  expect(waived).toEqual([]);
});

it('finds a waiver behind a `#` in a text, at its own column', () => {
  const waiver = `# oidc-bindings: ignore[unused-account] ${GOOD}`;
  const { diagnostics } = lintText({
    bindings: idle(`    description: "web # 1" ${waiver}\n`).replace('[]', '[{ preset: ecr-pull, repository: web }]'),
    lock: LOCK,
  });
  const [{ at } = { at: { span: [0, 0], source: { text: '' } } }] = diagnostics;

  expect(at.source.text.slice(...(at.span ?? [0, 0]))).toBe(waiver);
});

it.each([
  ['ignore[no-permissions] until=2027-03-31', 'a waiver needs a reason, for those who read it later'],
  ['ignore[no-permissions] because I can', 'a waiver needs an end: `until=YYYY-MM-DD`, at most a year ahead'],
  ['ignore[no-permissions] until=2027-02-30 x', '`2027-02-30` is not a day: `until=YYYY-MM-DD`'],
  ['ignore[no-permissions] until=soon x', '`soon` is not a day: `until=YYYY-MM-DD`'],
  ['ignore[no-permission] until=2027-03-31 x', 'there is no rule `no-permission`, did you mean `no-permissions`?'],
  ['ignore[wildcard-owner] until=2027-03-31 x', '`wildcard-owner` cannot be waived'],
  ['ignore[invalid-value] until=2027-03-31 x', '`invalid-value` cannot be waived'],
  ['ignore[unused-waiver] until=2027-03-31 x', '`unused-waiver` cannot be waived'],
  ['ignore[no-permissions, typo] until=2027-03-31 x', 'there is no rule `typo`'],
  ['ignore[] until=2027-03-31 x', expect.stringMatching(/^a waiver names rules: /)],
  ['ignore no-permissions', expect.stringMatching(/^a waiver names rules: /)],
])('is worth nothing as `%s`', (text, message) => {
  const { found, messages, waived } = linted(idle('', `# oidc-bindings: ${text}`));

  expect(found).toEqual(['bindings.yaml:11 info no-permissions', 'bindings.yaml:11 error invalid-waiver']);
  expect(messages).toContainEqual(message);
  expect(waived).toEqual([]);
});

describe('as days go by', () => {
  const until = (day: string) => idle('', `# oidc-bindings: ignore[no-permissions] until=${day} only for now`);
  const on = (day: string, today: string, overdue: 'error' | 'warning' = 'error') =>
    linted(until(day), { today, overdue });

  it('holds until the end of its day, at most 365 days ahead', () => {
    expect(on('2026-11-24', '2026-11-24').found).toEqual([]);
    expect(on('2027-11-24', '2026-11-24').found).toEqual([]);
  });

  it('is an error of `lint` when it is over, a warning elsewhere, and waives still', () => {
    for (const severity of ['error', 'warning'] as const) {
      const { found, messages, waived } = on('2026-11-23', '2026-11-24', severity);

      expect(found).toEqual([`bindings.yaml:11 ${severity} expired-waiver`]);
      expect(messages[0]).toMatch(/^the waiver ended on 2026-11-23: /);
      expect(waived).toEqual(['no-permissions: only for now']);
    }
  });

  it('is the same when it lasts too long', () => {
    for (const severity of ['error', 'warning'] as const) {
      const { found, waived } = on('2027-11-25', '2026-11-24', severity);

      expect(found).toEqual([`bindings.yaml:11 ${severity} invalid-waiver`]);
      expect(waived).toHaveLength(1);
    }
  });

  it('never changes what is emitted', () => {
    const folder = mkdtempSync(join(tmpdir(), 'oidc-bindings-'));
    try {
      writeFileSync(
        join(folder, 'bindings.yaml'),
        `${HEAD}repositories:
  web:
    environments:
      # oidc-bindings: ignore[weakens-environment] until=2026-12-31 approval moves elsewhere
      production: { deployment_branches: [main] }
bindings:
  deploy:
    accounts: [production]
    trust: [{ repository: web, environment: production }]
    permissions: [{ preset: s3-sync, bucket: octo-web }]
`,
      );
      cpSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), join(folder, 'bindings.lock.yaml'));
      const render = (today: string) => cli(folder, 'render', '--today', today, '--out', today);

      expect(render('2026-11-24')).toMatchObject({ status: 0 });
      expect(render('2029-01-01')).toMatchObject({
        status: 0,
        stderr: expect.stringContaining('[expired-waiver]') as string,
      });
      expect(filesIn(join(folder, '2029-01-01'))).toEqual(filesIn(join(folder, '2026-11-24')));
      expect(cli(folder, 'lint', '--today', '2029-01-01').status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function cli(cwd: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [resolve('src/cli/bin.cjs'), ...args], { cwd, encoding: 'utf8' });
}

function filesIn(folder: string): readonly (readonly [string, string])[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(folder.length), readFileSync(path, 'utf8')] as const;
  });
}
