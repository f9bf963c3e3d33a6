import fc from 'fast-check';
import { type Job, type WorldRepository, mint } from './support/world';
import { readPolicy } from '../src/simulator/policy';
import { simulate } from '../src/simulator/simulate';
import { trustOf } from './support/trust';

const KEYS = ['repo', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id'] as const;
const NAMES = ['shop', 'site', 'tool'] as const;
const OWNER = { owner: 'octo-shop', ownerId: '500' };
const CONTEXTS = [{ branch: 'main' }, { branch: 'next' }, { environment: 'eu' }, { pull_request: true }] as const;

const template = fc
  .shuffledSubarray([...KEYS])
  .chain((keys) => fc.nat(keys.length).map((at) => [...keys.slice(0, at), 'context', ...keys.slice(at)]));

/** Repositories of one role, each trusted for contexts of its own. */
const trusted = fc.tuple(
  ...NAMES.map((name, i) =>
    fc.record({
      name: fc.constant(name),
      id: fc.constant(`${i + 1}00`),
      immutable: fc.boolean(),
      template,
      contexts: fc.uniqueArray(fc.constantFrom(...CONTEXTS), { minLength: 1, maxLength: 2 }),
      byHand: fc.boolean(),
    }),
  ),
);

type Trusted = typeof trusted extends fc.Arbitrary<infer T> ? T : never;

/** Who may present a token: a repository as GitHub has it when it is presented. */
const jobsOf = (repository: WorldRepository): readonly Job[] =>
  [
    { ref: 'refs/heads/main', event: 'push' },
    { ref: 'refs/heads/next', event: 'push' },
    { ref: 'refs/heads/main', event: 'push', environment: 'eu' },
    { ref: 'refs/pull/7/merge', event: 'pull_request' },
  ].map((job) => ({ ...job, repository, workflow: 'o/w/.github/workflows/w.yml@x', audience: 'sts.amazonaws.com' }));

function policyOf(repositories: Trusted, lockedIds = (id: string) => ({ owner: OWNER.ownerId, id })) {
  const quoted = (value: unknown) => JSON.stringify(value);
  const { problems, policies } = trustOf({
    account: 'region: us-east-2, quotas: { trust_policy_length: 8192 }',
    github: '{ owner: octo-shop }',
    trust: quoted(
      repositories.flatMap(({ name, contexts, byHand }) => [
        ...contexts.map((context) => ({ repository: name, ...context })),
        ...(byHand ? [{ repository: name, subject: `repository:${OWNER.owner}/${name}:environment:us` }] : []),
      ]),
    ),
    locked: repositories.map(({ name, id: own, immutable, template: keys }) => {
      const { owner, id } = lockedIds(own);
      const prefix = immutable ? `repo:octo-shop@${owner}/${name}@${id}` : `repo:octo-shop/${name}`;
      return `octo-shop/${name}: ${quoted({ owner_id: owner, repository_id: id, subject_prefix: prefix, subject_claims: keys })}`;
    }),
  });
  expect(problems).toEqual([]);
  return readPolicy(policies[0]);
}

const letIn = (policy: ReturnType<typeof policyOf>, jobs: readonly Job[]) =>
  jobs.map(mint).filter((claims) => simulate(policy, claims).decision !== 'implicitDeny');

it('admits nobody by a freed name and the id of another', () => {
  fc.assert(
    fc.property(trusted, template, (repositories, own) => {
      const policy = policyOf(repositories);
      const ids = [...repositories.map(({ id }) => id), '999'];
      const templates = [own, ...repositories.map((each) => each.template)];
      for (const { name, id: former } of repositories)
        for (const id of ids.filter((each) => each !== former))
          for (const keys of templates)
            for (const ownerId of [OWNER.ownerId, '501']) {
              // Who has got the name by a rename sends ids in its prefix; one made anew may be of either form.
              for (const immutable of id === '999' ? [true, false] : [true]) {
                const stranger = { owner: OWNER.owner, name, ownerId, id, immutable, template: keys };
                expect(letIn(policy, jobsOf(stranger))).toEqual([]);
              }
            }
    }),
    { numRuns: 50 },
  );
});

it('admits nobody whom the lock alone names', () => {
  fc.assert(
    fc.property(trusted, (repositories) => {
      const policy = policyOf(repositories, (id) => ({ owner: '501', id: `${id}7` }));
      for (const { id, template: keys } of repositories)
        for (const immutable of [true, false]) {
          const stranger = { owner: 'strangers', name: 'own', ownerId: '501', id: `${id}7`, immutable, template: keys };
          expect(letIn(policy, jobsOf(stranger))).toEqual([]);
        }
    }),
    { numRuns: 50 },
  );
});
