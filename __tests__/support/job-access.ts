import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Access, resolveAccess } from '../../src/access-plan/resolve';
import { type Lock, parseLock } from '../../src/bindings/lock';
import { parseBindings } from '../../src/bindings/parse';
import type { Job } from '../../src/jobs/job';
import { tokenRepository } from '../../src/jobs/repository';
import { judgeRoles, judgedRoles } from '../../src/jobs/roles';
import { tokensOf } from '../../src/jobs/token';
import { FIXTURES } from './fixtures';
import { noFiles } from './no-files';

const LOCK = readFileSync(join(FIXTURES, 'bindings/bindings.lock.yaml'), 'utf8');

/** What a file gives access to; throws if there is anything wrong with it. */
export function accessTo(bindingsText: string, lockText = LOCK): { readonly access: Access; readonly lock: Lock } {
  const [bindings, wrong] = parseBindings('bindings.yaml', bindingsText, noFiles);
  const [lock, wrongLock] = parseLock('bindings.lock.yaml', lockText, true);
  const [access, wrongAccess] = bindings ? resolveAccess(bindings, lock, noFiles) : [undefined, []];
  const all = [...wrong, ...wrongLock, ...wrongAccess].map(({ message }) => message);
  if (!access || all.length > 0) throw new Error(all.join('\n'));
  return { access, lock };
}

/** Which roles of a file a job gets. */
export function rolesFor(
  { access, lock }: ReturnType<typeof accessTo>,
  repository: string,
  job: Job,
  given?: ReadonlyMap<string, string>,
) {
  const [issuer] = access.issuers;
  if (!issuer) throw new Error('no issuer');
  const tokens = tokensOf(job, tokenRepository(repository, access, lock), issuer, given);
  return judgeRoles(judgedRoles(access), tokens, issuer.host, job.event);
}
