import fc from 'fast-check';
import { resolveAccess } from '../src/access-plan/resolve';
import { parseLock } from '../src/bindings/lock';
import { parseBindings } from '../src/bindings/parse';
import { type GeneratedFiles, generatedFiles } from './support/generate';
import { iamPolicies } from './support/iam-json';
import { type TrustPolicy, admits } from './support/judge';
import { noFiles } from './support/no-files';
import { synthJson } from './support/synth';
import { type Entry, type Job, type WorldRepository, mint, names, worldOf } from './support/world';

const WORKFLOW = 'octo-org/shared/.github/workflows/deploy.yml@refs/heads/main';

function trustPolicies(files: GeneratedFiles): ReadonlyMap<string, readonly TrustPolicy[]> {
  const [bindings] = parseBindings('bindings.yaml', files.bindings, noFiles);
  const [lock] = parseLock('bindings.lock.yaml', files.lock, true);
  if (!bindings) throw new Error('the file has errors');
  const [{ plan }] = resolveAccess(bindings, lock, noFiles);
  const stacks = synthJson(plan);
  return new Map(
    [...bindings.bindings.keys()].map((name) => [
      name,
      plan.accounts
        .filter(({ roles }) => roles.some(({ binding }) => binding === name))
        .map(({ stack }) => iamPolicies(stacks.get(stack) ?? {})[`${name}__trust`] as TrustPolicy),
    ]),
  );
}

/** Jobs that an entry means. */
function jobsOf(entry: Entry, repository: WorldRepository): readonly Job[] {
  const { claims = {} } = entry;
  const event = [claims.event_name ?? (entry.pull_request ? 'pull_request' : 'push')].flat()[0] ?? '';
  const base = {
    repository,
    event,
    workflow: WORKFLOW,
    audience: 'sts.amazonaws.com',
    ref: [claims.ref ?? 'refs/heads/main'].flat()[0] ?? '',
  };
  const plain = (text: string) => text.replaceAll('$${', () => '${');
  if (entry.environment !== undefined)
    return [entry.environment, entry.environment.toLowerCase()].map((text) => ({ ...base, environment: plain(text) }));
  if (entry.pull_request) return [{ ...base, ref: 'refs/pull/7/merge' }];
  if (entry.any_context) return [base, { ...base, ref: 'refs/tags/v1' }, { ...base, environment: 'anything' }];
  return [
    ...(entry.branch ?? []).map((text) => `refs/heads/${plain(text)}`),
    ...(entry.branch_pattern ?? []).map((text) => `refs/heads/${plain(text).slice(0, -1)}-x`),
    ...(entry.tag === undefined ? [] : [`refs/tags/${plain(entry.tag)}`]),
    ...(entry.tag_pattern === undefined ? [] : [`refs/tags/${plain(entry.tag_pattern).replace('?', '1')}`]),
    ...(entry.merge_queue === undefined ? [] : [`refs/heads/gh-readonly-queue/${plain(entry.merge_queue)}/pr-7-0a1b`]),
  ].map((ref) => ({ ...base, ref }));
}

/** The same job with one thing about it changed. */
function changes(job: Job, others: readonly WorldRepository[]): readonly Job[] {
  const { repository, ref, environment } = job;
  const as = (change: Partial<WorldRepository>): Job => ({ ...job, repository: { ...repository, ...change } });
  return [
    as({ owner: 'evil', ownerId: '666' }),
    as({ owner: `${repository.owner}-evil`, ownerId: '666' }),
    as({ owner: repository.owner.toUpperCase(), ownerId: '666', id: '777' }),
    as({ ownerId: '666', id: '777' }), // the names, registered by a stranger
    as({ id: '777' }), // deleted, and made anew by its owner
    as({ name: `${repository.name}-evil`, id: '777' }),
    as({ name: `x${repository.name}`, id: '777' }),
    as({
      owner: `${repository.owner}-${repository.ownerId}`,
      name: `${repository.name}-${repository.id}`,
      ownerId: '666',
      id: '777',
      immutable: false,
    }),
    ...others.map((other) => ({ ...job, repository: other })),
    ...[
      `${ref}x`,
      `x${ref}`,
      ref.slice(0, -1),
      ref.toUpperCase(),
      'refs/heads/evil',
      'refs/tags/evil',
      `refs/heads/a:environment:${environment ?? 'production'}`,
      'refs/pull/8/merge',
    ].map((other) => ({ ...job, ref: other })),
    { ...job, event: 'pull_request', ref: 'refs/pull/8/merge' },
    { ...job, event: 'pull_request_target' },
    ...[undefined, 'evil', `${environment ?? ''}x`, `x${environment ?? ''}`, environment?.toUpperCase(), '*'].map(
      (other) => ({ ...job, environment: other }),
    ),
    ...['https://github.com/octo-org', 'sts.amazonaws.com.cn', 'STS.amazonaws.com', ''].map((audience) => ({
      ...job,
      audience,
    })),
    ...[`${WORKFLOW}x`, WORKFLOW.replace('octo-org', 'evil'), WORKFLOW.replace('main', 'evil')].map((workflow) => ({
      ...job,
      workflow,
    })),
  ];
}

it('lets in whom the file names, and nobody else', () => {
  const counts = { allowed: 0, denied: 0 };
  const check = (
    policies: readonly TrustPolicy[],
    trust: readonly Entry[],
    job: Job,
    known: readonly WorldRepository[],
  ) => {
    const isKnown = known.some(
      ({ owner, name, ownerId, id }) =>
        owner === job.repository.owner &&
        name === job.repository.name &&
        ownerId === job.repository.ownerId &&
        id === job.repository.id,
    );
    const expected = isKnown && job.audience === 'sts.amazonaws.com' && trust.some((entry) => names(entry, job));
    const claims = mint(job);
    for (const policy of policies) {
      counts[expected ? 'allowed' : 'denied']++;
      if (admits(policy, claims) !== expected) {
        throw new Error(
          `${expected ? 'locked out' : 'let in'}: ${JSON.stringify(claims)}\nby ${JSON.stringify(trust)}\nas ${JSON.stringify(policy)}`,
        );
      }
    }
  };

  fc.assert(
    fc.property(generatedFiles, (files) => {
      const policies = trustPolicies(files);
      const { repositories, bindings } = worldOf(files);
      for (const [name, { trust }] of Object.entries(bindings)) {
        for (const entry of trust) {
          for (const repository of repositories.filter(
            ({ owner, name: its }) => `${owner}/${its}` === entry.repository,
          )) {
            for (const job of jobsOf(entry, repository)) {
              expect(names(entry, job)).toBe(true);
              for (const each of [job, ...changes(job, repositories)])
                check(policies.get(name) ?? [], trust, each, repositories);
            }
          }
        }
      }
    }),
    { numRuns: 100 },
  );
  expect(counts.allowed).toBeGreaterThan(1_000);
  expect(counts.denied).toBeGreaterThan(10_000);
});
