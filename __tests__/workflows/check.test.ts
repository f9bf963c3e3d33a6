import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { resolveInput } from '../../src/cli/load';
import { type Checked, checkWorkflows } from '../../src/workflows/check/check';
import { FIXTURES } from '../support/fixtures';

const MISTAKES = resolve(__dirname, '../../docs/mistakes');
const CLOCK = { today: '2026-11-24', overdue: 'error' } as const;

/** What is said of a folder that holds bindings and a checkout of octo-org/web. */
function checkFolder(folder: string): Checked {
  const { access, lock, diagnostics } = resolveInput({ bindings: join(folder, 'bindings.yaml') });
  if (!access || !lock) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const file = (path: string) => ({
    repository: 'octo-org/web',
    path,
    shown: path,
    text: readFileSync(join(folder, path), 'utf8'),
  });
  const workflows = readdirSync(join(folder, '.github/workflows')).map((name) => file(`.github/workflows/${name}`));
  const action = (path: string) =>
    existsSync(join(folder, path, 'action.yml')) ? file(`${path}/action.yml`) : undefined;
  return checkWorkflows({ workflows, action }, 'octo-org/web', { access, lock, clock: CLOCK });
}

const ROWS = [...readFileSync(join(MISTAKES, 'README.md'), 'utf8').matchAll(/^\| \[workflow\]\((\d+[^/]+)\/.*$/gm)].map(
  ([row, folder = '']) => {
    const cells = row.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
    return { folder, rules: cells.at(-3) ?? [], reasons: cells.at(-2) ?? [] };
  },
);

it('shows every mistake in the table', () => {
  expect(ROWS.map(({ folder }) => folder)).toEqual(readdirSync(MISTAKES).filter((name) => name !== 'README.md'));
  expect(ROWS.length).toBeGreaterThanOrEqual(12);
});

it.each(ROWS)('finds $folder with its cause', ({ folder, rules, reasons }) => {
  const { rows, diagnostics } = checkFolder(join(MISTAKES, folder));
  const failing = rows.filter(({ verdict }) => verdict === 'fails').map(({ reason }) => reason);

  expect([...new Set(failing)].sort()).toEqual([...reasons].sort());
  expect(
    [...new Set(diagnostics.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule))].sort(),
  ).toEqual([...rules].sort());
});

describe.each(['published', 'well-known'])('workflows as they are %s', (name) => {
  const { rows, diagnostics } = checkFolder(join(FIXTURES, 'workflows', name));

  it('fail nowhere', () => {
    expect(
      rows.filter(({ verdict }) => verdict === 'fails').map(({ at, message }) => `${at.source.file}: ${message}`),
    ).toEqual([]);
    expect(rows.filter(({ verdict }) => verdict === 'works').length).toBeGreaterThanOrEqual(18);
  });

  it('give no alarm but for keys that are stored', () => {
    const alarms = diagnostics.filter(({ severity }) => severity !== 'info');

    expect(alarms.filter(({ at }) => !at.source.file.includes('static-keys')).map(({ message }) => message)).toEqual(
      [],
    );
    expect(new Set(alarms.map(({ rule }) => rule))).toEqual(new Set(name === 'published' ? ['long-lived-keys'] : []));
  });
});
