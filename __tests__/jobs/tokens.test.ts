import fc from 'fast-check';
import type { Access } from '../../src/access-plan/resolve';
import type { Lock } from '../../src/bindings/lock';
import { tokenRepository } from '../../src/jobs/repository';
import { tokensOf } from '../../src/jobs/token';
import { generatedFiles } from '../support/generate';
import { accessTo } from '../support/job-access';
import { jobsInside } from '../support/jobs';
import { type Job, type WorldRepository, mint, worldOf } from '../support/world';

/** Claims that a job does not decide. */
const OTHERS = ['actor', 'actor_id', 'workflow', 'repository_visibility'];

it('knows of every token that GitHub could issue, whatever form and template its subject has', () => {
  const seen = new Set<string>();

  fc.assert(
    fc.property(generatedFiles, (files) => {
      const { access, lock } = accessTo(files.bindings, files.lock);
      const { repositories, bindings } = worldOf(files);
      const [issuer] = access.issuers;
      if (!issuer) throw new Error('no issuer');
      for (const { trust } of Object.values(bindings)) {
        for (const repository of repositories.filter((each) => isSent(each, lock, access))) {
          // What GitHub writes for an environment that there is not, nobody has said.
          const jobs = trust
            .flatMap((entry) => jobsInside(entry, repository))
            .filter(({ environment }) => environment !== undefined || !repository.template.includes('environment'));
          for (const job of jobs) {
            const claims = mint(job);
            const given = new Map(
              OTHERS.flatMap((claim) => (claims[claim] === undefined ? [] : [[claim, claims[claim]] as const])),
            );
            const tokens = tokensOf(
              jobOf(job),
              tokenRepository(`${repository.owner}/${repository.name}`, access, lock),
              issuer,
              given,
            );
            const subjects = tokens.map(({ claims: { sub } }) => sub);

            expect(subjects).toContain(claims.sub);
            for (const {
              claims: { sub: _, ...known },
            } of tokens)
              expect(claims).toMatchObject(withoutNames(known));
            seen.add(claims.sub ?? '');
          }
        }
      }
    }),
    { numRuns: 15 },
  );

  expect(seen.size).toBeGreaterThan(100);
});

/** Whether the lock does not say that GitHub sends the other form: a file can be wrong about it. */
function isSent({ owner, name, immutable }: WorldRepository, lock: Lock, { repositories }: Access): boolean {
  const fullName = `${owner}/${name}`;
  const locked = lock.repositories.get(fullName)?.subjectFormat;
  const used = repositories.find((repository) => repository.fullName === fullName);
  return locked === undefined || used?.settings.subject_format === 'both' || (locked === 'immutable') === immutable;
}

function jobOf({ event, ref, environment, workflow, audience }: Job) {
  return { event, ref, environment, workflowRef: workflow, audience };
}

/** The claims that both have. */
function withoutNames(claims: Readonly<Record<string, unknown>>): object {
  const { iss: _, ref_type: __, ...both } = claims;
  return both;
}
