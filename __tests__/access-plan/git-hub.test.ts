import * as fc from 'fast-check';
import type { AccessPlan } from '../../src/access-plan/access-plan';
import { address } from '../../src/access-plan/names';
import { resolveAccess } from '../../src/access-plan/resolve';
import { parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import { noFiles } from '../support/no-files';

function planOf(text: string, lockText: string): AccessPlan {
  const [bindings, wrong] = parseBindings('bindings.yaml', text, noFiles);
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', lockText, true);
  if (!bindings) throw new Error(JSON.stringify(wrong));
  const [access, wrongAccess] = resolveAccess(bindings, lock, noFiles);
  expect([...wrong, ...wrongLock, ...wrongAccess].map(({ message }) => message)).toEqual([]);
  return access.plan;
}

const ACCOUNTS = "accounts: { production: { id: '111111111111', region: us-east-2 } }";

/** A repository at a moment: where it is, what of it is declared, what it was called, and what the lock remembers. */
interface Moment {
  readonly owner: string;
  readonly name: string;
  readonly environments: readonly string[];
  readonly former: readonly string[];
  readonly kept: readonly string[];
}

const OWNERS: Readonly<Record<string, string>> = { 'octo-org': '1', mona: '2' };

function write(moments: readonly Moment[]): AccessPlan {
  const declared = moments.filter(({ environments }) => environments.length > 0);
  const text = `version: 1
github: { owner: octo-org }
${ACCOUNTS}
repositories:
  octo-org/anchor: {}
${declared.map(({ owner, name, environments }) => `  ${owner}/${name}: { environments: { ${environments.map((each) => `${each}: {}`).join(', ')} } }\n`).join('')}bindings: {}
`;
  const entries = moments.map(({ owner, name, environments, former, kept }, i) => {
    const known = environments.map((each) => `${each}: absent`).join(', ');
    return `  ${owner}/${name}: { owner_id: '${OWNERS[owner] ?? ''}', repository_id: '${i + 1}', environments: { ${known} }, former_names: [${former.join(', ')}], kept: [${kept.join(', ')}] }\n`;
  });
  return planOf(text, `version: 1\nrepositories:\n${entries.join('')}`);
}

/** What may stand in the states of the protect stacks, and what of it is declared or let go of. */
function inStates({ protect }: AccessPlan) {
  const at = (stack: string, each: { repository: string; environment: string }) =>
    `${stack} ${address(each.repository, each.environment)}`;
  return {
    declared: protect.flatMap(({ stack, environments }) => environments.map((each) => at(stack, each))),
    letGo: protect.flatMap(({ stack, forgotten }) => forgotten.map((each) => at(stack, each))),
  };
}

const NAMES = ['web', 'Web', 'shop', 'site', 'api', 'docs'];
const ENVIRONMENTS = ['production', 'staging', 'preview'];
const edit = fc.record({
  repository: fc.nat(2),
  name: fc.constantFrom(...NAMES),
  owner: fc.constantFrom(...Object.keys(OWNERS)),
  environments: fc.subarray(ENVIRONMENTS),
  what: fc.constantFrom('rename', 'transfer', 'declare', 'declare', 'drop'),
});

type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

/** GitHub's side, `lock` and the file after an edit; nothing happens where a name is taken. */
function after(moments: readonly Moment[], { repository: i, what, ...to }: Edit): readonly Moment[] {
  const moment = moments[i];
  if (!moment) return moments;
  const named =
    what === 'rename' ? { ...moment, name: to.name } : what === 'transfer' ? { ...moment, owner: to.owner } : moment;
  const keyOf = ({ owner, name }: Moment) => `${owner}/${name}`.toLowerCase();
  if (moments.some((other, k) => k !== i && keyOf(other) === keyOf(named))) return moments;
  const old = `${moment.owner}/${moment.name}`;
  const moved = old !== `${named.owner}/${named.name}`;
  const environments = what === 'declare' ? to.environments : what === 'drop' ? [] : moment.environments;
  const next = {
    ...named,
    environments,
    former: moved ? [...moment.former.filter((each) => each !== `${named.owner}/${named.name}`), old] : moment.former,
    kept: [...new Set([...moment.kept, ...environments])],
  };
  return moments.map((each, k) => (k === i ? next : each));
}

it('lets go of everything that was declared and is not, by whatever edits, names and owners it came so', () => {
  const begin: readonly Moment[] = ['web', 'api', 'docs'].map((name) => ({
    owner: 'octo-org',
    name,
    environments: [],
    former: [],
    kept: [],
  }));
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
      let moments = begin;
      const states = new Set<string>();
      for (const each of edits) {
        moments = after(moments, each);
        const { declared, letGo } = inStates(write(moments));
        const lost = [...states].filter((held) => !declared.includes(held) && !letGo.includes(held));
        expect(lost).toEqual([]);
        expect(letGo.filter((gone) => declared.includes(gone))).toEqual([]);
        for (const held of letGo) states.delete(held);
        for (const held of declared) states.add(held);
      }
    }),
    { numRuns: 200 },
  );
});

const LOCK = `version: 1
repositories:
  octo-org/shop:
    owner_id: '1'
    repository_id: '7'
    subject_prefix: repo:octo-org@1/shop@7
    subject_claims: default
    former_names: [mona/web, octo-org/site]
    environments: { production: { reviewers: 1 }, Production2: absent }
`;

/** A binding of `shop`, given what else is said of it and of its owner. */
function shop(github: string, repository: string, more = ''): AccessPlan {
  return planOf(
    `version: 1
github: { owner: octo-org${github} }
${ACCOUNTS}
repositories: { shop: { ${repository} } }
bindings:
  deploy:
    accounts: [production]
    trust: [{ repository: shop, environment: production }]
    variables: { ROLE: x }
${more}`,
    LOCK,
  );
}

const subjects = ({ accounts }: AccessPlan) =>
  JSON.stringify(accounts.map(({ roles }) => roles.map(({ trust }) => trust)));

it('trusts the coming name of an owner beside the present one, with the same ids', () => {
  const trusted = subjects(shop(', moving_to: octo-labs', ''));

  expect(trusted).toContain('repo:octo-org@1/shop@7:environment:production');
  expect(trusted).toContain('repo:octo-labs@1/shop@7:environment:production');
});

it('trusts the coming names of a repository and its owner, whichever comes first', () => {
  const trusted = subjects(shop(', moving_to: octo-labs', 'moving_to: store'));

  for (const name of ['octo-org@1/shop@7', 'octo-org@1/store@7', 'octo-labs@1/shop@7', 'octo-labs@1/store@7'])
    expect(trusted).toContain(`repo:${name}:environment:production`);
});

it('lets go of released variables under every name that the repository had, in the stacks of all owners', () => {
  const { publish } = shop('', 'renamed_from: [web]', '    release: true\n');

  expect(publish.map(({ stack, released }) => [stack, released.map(({ repository }) => repository)])).toEqual([
    ['github-publish-mona', ['web']],
    ['github-publish-octo-org', ['shop', 'site', 'web']],
  ]);
});

it('lets go of the variables of a released binding in an account that is retired in the same change', () => {
  const { publish } = planOf(
    `version: 1
github: { owner: octo-org }
accounts: { production: { id: '111111111111', region: us-east-2, retired: true } }
bindings:
  deploy: { accounts: [production], trust: [{ repository: shop, branch: main }], variables: { ROLE: '\${role.arn}' }, release: true }
`,
    LOCK,
  );

  expect(publish.flatMap(({ released }) => released.map(({ name, repository }) => [name, repository]))).toContainEqual([
    'ROLE',
    'shop',
  ]);
});

it('keeps the oldest name of an owner in stacks and backends, and writes to the present one', () => {
  const { publish } = shop(
    ", renamed_from: [oldest, old], backend: { s3: { bucket: b, region: us-east-2, key: '${github.owner}/${stack}' } }",
    '',
  );

  expect(publish.map(({ stack, owner, backend }) => [stack, owner, new Map(backend?.arguments).get('key')])).toEqual([
    ['github-publish-mona', 'mona', 'mona/github-publish-mona'],
    ['github-publish-oldest', 'octo-org', 'oldest/github-publish-oldest'],
  ]);
});

it('takes reviewers off in words, where GitHub has them and the file none', () => {
  const environments = (settings: string) =>
    shop('', `environments: { production: { ${settings} } }`).protect.flatMap((stack) => stack.environments);

  expect(environments('').map(({ losesReviewers }) => losesReviewers)).toEqual([true]);
  expect(environments('reviewers: { users: [7] }').map(({ losesReviewers }) => losesReviewers)).toEqual([false]);
});
