import { join } from 'node:path';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { createIamData } from '../../src/cli/iam-data';
import { load } from '../../src/cli/load';
import { lint } from '../../src/lint/lint';
import { FIXTURES } from '../support/fixtures';
import { noFiles } from '../support/no-files';

const LOCK = `version: 1
repositories:
  octo-org/api: { owner_id: "123456", repository_id: "456790", subject_prefix: "repo:octo-org/api", subject_claims: default }
  octo-org/unasked: { owner_id: "123456", repository_id: "456791" }
`;

/** Rules that report something of one trust entry in the account `production`. */
function reported(github: string, entry: string): readonly string[] {
  const text = `version: 1
github: ${github}
accounts: { production: { id: "111111111111", region: us-east-2 } }
bindings:
  deploy:
    accounts: [production]
    trust: [${entry}]
    permissions: [{ preset: ecr-pull, repository: storefront }]
`;
  const [bindings, wrong] = parseBindings('bindings.yaml', text, noFiles);
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', LOCK, !github.includes('ghes'));
  if (!bindings) throw new Error(JSON.stringify(wrong));
  const [access, wrongAccess] = resolveAccess(bindings, lock, noFiles);
  expect([...wrong, ...wrongLock, ...wrongAccess].map(({ message }) => message)).toEqual([]);
  const clock = { today: '2026-11-24', overdue: 'error' } as const;
  return lint({ bindings, lock, access, iam: createIamData(), clock }).diagnostics.map(({ rule }) => rule);
}

const GHES = '{ owner: octo-org, host: ghes.octo-org.example }';
const GHE_COM = '{ owner: octo-org, host: octo.ghe.com }';
const BOTH_ISSUERS = '{ owner: octo-org, host: octo.ghe.com, enterprise_issuer: { slug: octo, keep_bare: true } }';
const BRANCH = '{ repository: api, branch: next }';

it.each([
  ['github.com', '{ owner: octo-org }', []],
  ['GHE.com', GHE_COM, []],
  ["GHE.com with the enterprise's own issuer", '{ owner: octo-org, host: octo.ghe.com, enterprise_issuer: octo }', 1],
  ['GHE.com while the issuer is switched', BOTH_ISSUERS, 1],
  ['GitHub Enterprise Server', GHES, []],
])('recyclable-name asks whether ids can be required at every issuer: %s', (_, github, expected) => {
  expect(reported(github, BRANCH)).toEqual(expected === 1 ? ['recyclable-name'] : expected);
});

it('asks nothing of the form and the claims of repositories on GitHub Enterprise Server that the lock does not know', () => {
  expect(reported(GHES, '{ repository: elsewhere, branch: next }')).toEqual([]);
});

it('asks for both where the lock knows neither', () => {
  expect(reported('{ owner: octo-org }', '{ repository: unasked, branch: next }')).toEqual([
    'unconfirmed-subject-claims',
    'unconfirmed-subject-format',
  ]);
});

it('does not stop what only emits when a migration is overdue', () => {
  const files = {
    bindings: join(FIXTURES, 'lint/err/legacy-overdue.yaml'),
    lock: join(FIXTURES, 'bindings/bindings.lock.yaml'),
  };
  const severities = (today: string) => load({ ...files, today }).diagnostics.map(({ severity }) => severity);

  expect(severities('2026-11-24')).toEqual(['warning']);
  expect(severities('2026-11-23')).toEqual([]);
});
