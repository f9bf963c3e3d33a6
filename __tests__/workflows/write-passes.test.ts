import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { workflowOf } from '../../src/cli/commands/workflow';
import { resolveInput } from '../../src/cli/load';
import { checkWorkflows } from '../../src/workflows/check/check';

const ROOT = resolve(__dirname, '../..');
const CLOCK = { today: '2026-11-24', overdue: 'error' } as const;
const FOLDERS = [
  ROOT,
  ...readdirSync(join(ROOT, 'examples')).map((name) => join(ROOT, 'examples', name)),
  ...['published', 'well-known'].map((name) => join(ROOT, '__tests__/fixtures/workflows', name)),
];

/** Each binding with each repository that it trusts by name, in each of its accounts and in all. */
function casesOf(folder: string) {
  const { access, lock } = resolveInput({ bindings: join(folder, 'bindings.yaml') });
  if (!access || !lock) throw new Error(`${folder} has errors`);
  const cases = access.roles.flatMap(({ plan, account, entries }) =>
    entries.flatMap(({ repositories }) =>
      repositories.flatMap(({ fullName }) =>
        [account.name, undefined].map((of) => ({ binding: plan.binding, repository: fullName, account: of })),
      ),
    ),
  );
  return { access, lock, cases: [...new Map(cases.map((each) => [JSON.stringify(each), each])).values()] };
}

it.each(FOLDERS)('every workflow written for %s passes', (folder) => {
  const { access, lock, cases } = casesOf(folder);
  const wrong = cases.flatMap(({ binding, repository, account }) => {
    const text = workflowOf(access, binding, { account, repository });
    const file = { repository, path: '.github/workflows/deploy.yml', shown: 'deploy.yml', text };
    const { rows, diagnostics } = checkWorkflows({ workflows: [file], action: () => undefined }, repository, {
      access,
      lock,
      clock: CLOCK,
    });
    const verdicts = rows
      .filter(({ verdict, reason }) => verdict !== 'works' && reason !== 'called-elsewhere')
      .map(({ jobRun, message }) => `${jobRun.run.shown}: ${message}`);
    const found = diagnostics.filter(({ severity }) => severity !== 'info').map(({ message }) => message);
    // What a workflow elsewhere does is not looked at.
    const isCall = /^    uses: /m.test(text);
    return [...(rows.length === 0 && !isCall ? ['no login'] : []), ...verdicts, ...found].map(
      (message) => `${binding} for ${repository} in ${account ?? 'all'}: ${message}`,
    );
  });

  expect(wrong).toEqual([]);
  expect(cases.length).toBeGreaterThan(0);
});
