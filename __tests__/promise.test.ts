import fc from 'fast-check';
import { resolveAccess } from '../src/access-plan/resolve';
import { parseLock } from '../src/bindings/lock';
import { parseBindings } from '../src/bindings/parse';
import { type TrustPolicy, readPolicy } from '../src/simulator/policy';
import { simulate } from '../src/simulator/simulate';
import { type GeneratedFiles, generatedFiles } from './support/generate';
import { iamPolicies } from './support/iam-json';
import { jobsBeside, jobsInside } from './support/jobs';
import { type TrustPolicy as JudgedPolicy, admits } from './support/judge';
import { noFiles } from './support/no-files';
import { synthJson } from './support/synth';
import { type Entry, type Job, type WorldRepository, mint, names, worldOf } from './support/world';

type Claims = Readonly<Record<string, string>>;

/** An emitted trust policy, as text and as each of the two readers has it. */
interface Emitted {
  readonly judged: JudgedPolicy;
  readonly simulated: TrustPolicy;
}

/** The trust policies of each binding, read from the Terraform JSON that is emitted for it. */
function trustPolicies(files: GeneratedFiles): ReadonlyMap<string, readonly Emitted[]> {
  const [bindings] = parseBindings('bindings.yaml', files.bindings, noFiles);
  const [lock] = parseLock('bindings.lock.yaml', files.lock, true);
  if (!bindings) throw new Error('the file has errors');
  const [{ plan }] = resolveAccess(bindings, lock, noFiles);
  const policies = new Map([...synthJson(plan)].map(([stack, json]) => [stack, iamPolicies(json)]));
  return new Map(
    [...bindings.bindings.keys()].map((name) => {
      const accounts = plan.accounts.filter(({ roles }) => roles.some(({ binding }) => binding === name));
      const emitted = accounts.map(({ stack }) => policies.get(stack)?.[`${name}__trust`]);
      return [name, emitted.map((json) => ({ judged: json as JudgedPolicy, simulated: readPolicy(json) }))];
    }),
  );
}

function isInside(job: Job, trust: readonly Entry[], known: readonly WorldRepository[]): boolean {
  const { owner, name, ownerId, id, immutable } = job.repository;
  const exists = known.some(
    (each) =>
      each.owner === owner &&
      each.name === name &&
      each.ownerId === ownerId &&
      each.id === id &&
      each.immutable === immutable,
  );
  return exists && job.audience === 'sts.amazonaws.com' && trust.some((entry) => names(entry, job));
}

/** Tokens that differ in one claim, which GitHub would not make so. */
function forged(claims: Claims): readonly Claims[] {
  return Object.keys(claims).flatMap((claim) => {
    const { [claim]: value = '', ...rest } = claims;
    const others = ['', `${value}x`, `x${value}`, value.toUpperCase()];
    return [rest, ...others.filter((other) => other !== value).map((other) => ({ ...claims, [claim]: other }))];
  });
}

function verdict({ judged, simulated }: Emitted, claims: Claims): boolean {
  const { decision } = simulate(simulated, claims);
  const allowed = decision === 'allowed';
  if (decision === 'undetermined' || allowed !== admits(judged, claims))
    throw new Error(`the judges disagree, here ${decision}: ${shown(claims, judged)}`);
  return allowed;
}

const shown = (claims: Claims, policy: JudgedPolicy) => `${JSON.stringify(claims)}\nby ${JSON.stringify(policy)}`;

it('lets in every job inside a binding, and none that differs in a claim so as to be outside', () => {
  const counts = { allowed: 0, denied: 0, forged: 0 };

  fc.assert(
    fc.property(generatedFiles, (files) => {
      const policies = trustPolicies(files);
      const { repositories, bindings } = worldOf(files);
      for (const [name, { trust }] of Object.entries(bindings)) {
        const emitted = policies.get(name) ?? [];
        const check = (job: Job, policy: Emitted) => {
          const inside = isInside(job, trust, repositories);
          const claims = mint(job);
          counts[inside ? 'allowed' : 'denied']++;
          if (verdict(policy, claims) !== inside)
            throw new Error(`${inside ? 'locked out' : 'let in'}: ${shown(claims, policy.judged)}`);
        };
        for (const [entry, repository] of trust.flatMap((each) => ofEntry(each, repositories))) {
          const jobs = jobsInside(entry, repository);
          expect(jobs.length).toBeGreaterThan(0);
          for (const job of jobs) {
            expect(isInside(job, trust, repositories)).toBe(true);
            for (const policy of emitted) check(job, policy);
            // The accounts of a binding in turn: their policies differ in the principal alone.
            jobsBeside(job, repositories).forEach((each, i) => check(each, emitted[i % emitted.length] as Emitted));
          }
          for (const claims of forged(mint(jobs[0] as Job))) {
            for (const policy of emitted.slice(0, 1)) {
              counts.forged++;
              const allowed = verdict(policy, claims);
              if (allowed && (claims.aud !== 'sts.amazonaws.com' || !claims.sub))
                throw new Error(`let in: ${shown(claims, policy.judged)}`);
            }
          }
        }
      }
    }),
    { numRuns: 15 },
  );

  expect(counts.allowed).toBeGreaterThan(500);
  expect(counts.allowed + counts.denied + counts.forged).toBeGreaterThan(10_000);
});

function ofEntry(entry: Entry, repositories: readonly WorldRepository[]) {
  return repositories
    .filter(({ owner, name }) => `${owner}/${name}` === entry.repository)
    .map((repository) => [entry, repository] as const);
}
