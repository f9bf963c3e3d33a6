import type { Entry, Job, WorldRepository } from './world';

const WORKFLOW = 'octo-org/shared/.github/workflows/deploy.yml@refs/heads/main';

/** Jobs of a repository that a trust entry means, at least one for each value that it names. */
export function jobsInside(entry: Entry, repository: WorldRepository): readonly Job[] {
  const [ref = 'refs/heads/main'] = listOf(entry.claims?.ref);
  const [event = entry.pull_request ? 'pull_request' : 'push'] = listOf(entry.claims?.event_name);
  const job: Job = { repository, ref, event, workflow: WORKFLOW, audience: 'sts.amazonaws.com' };
  if (entry.environment !== undefined) {
    const environment = plain(entry.environment);
    return [environment, environment.toLowerCase()].map((name) => ({ ...job, environment: name }));
  }
  if (entry.pull_request) return [{ ...job, ref: 'refs/pull/7/merge' }];
  if (entry.any_context) return [job, { ...job, ref: 'refs/tags/v1' }, { ...job, environment: 'anything' }];
  return refsInside(entry).map((each) => ({ ...job, ref: each }));
}

function refsInside({ branch, branch_pattern, tag, tag_pattern, merge_queue }: Entry): readonly string[] {
  return [
    ...listOf(branch).map((name) => `refs/heads/${plain(name)}`),
    ...listOf(branch_pattern).flatMap((pattern) =>
      ['', '-x', '/a:b'].map((end) => `refs/heads/${filled(pattern, end)}`),
    ),
    ...listOf(tag).map((name) => `refs/tags/${plain(name)}`),
    ...listOf(tag_pattern).map((pattern) => `refs/tags/${filled(pattern, '1')}`),
    ...listOf(merge_queue).map((base) => `refs/heads/gh-readonly-queue/${plain(base)}/pr-7-0a1b`),
  ];
}

/** Jobs that differ from a job in one thing, and so in one claim and the subject that is made of it. */
export function jobsBeside(job: Job, others: readonly WorldRepository[]): readonly Job[] {
  const { repository, ref, environment, workflow } = job;
  const moved = (change: Partial<WorldRepository>): Job => ({ ...job, repository: { ...repository, ...change } });
  return [
    ...variants(repository.owner).map((owner) => moved({ owner, ownerId: '666' })),
    ...variants(repository.name).map((name) => moved({ name, id: '777' })),
    moved({ ownerId: '666' }),
    moved({ id: '777' }),
    moved({ ownerId: '666', id: '777', immutable: !repository.immutable }),
    moved({
      owner: `${repository.owner}-${repository.ownerId}`,
      name: `${repository.name}-${repository.id}`,
      ownerId: '666',
      id: '777',
      immutable: false,
    }),
    ...others.map((other) => ({ ...job, repository: other })),
    ...[
      ...variants(ref),
      'refs/heads/evil',
      'refs/tags/evil',
      'refs/pull/8/merge',
      `refs/heads/a:environment:${environment ?? 'production'}`,
    ].map((other) => ({
      ...job,
      ref: other,
    })),
    ...[undefined, '', 'evil', '*', ...variants(environment ?? 'production')].map((other) => ({
      ...job,
      environment: other,
    })),
    ...['pull_request', 'pull_request_target', 'schedule'].map((event) => ({ ...job, event })),
    ...variants(workflow).map((other) => ({ ...job, workflow: other })),
    ...['', '*', 'https://github.com/octo-org', ...variants(job.audience)].map((audience) => ({ ...job, audience })),
  ];
}

/** Texts that are nearly the given one. */
function variants(text: string): readonly string[] {
  return [`${text}x`, `x${text}`, text.slice(0, -1), text.toUpperCase(), `${text}:${text}`];
}

function listOf(given: string | readonly string[] | undefined): readonly string[] {
  return given === undefined ? [] : [given].flat();
}

/** A text of the file without our escapes. */
function plain(text: string): string {
  return text.replaceAll('$${', () => '${');
}

function filled(pattern: string, text: string): string {
  return plain(pattern).replace(/[*?]/g, () => text);
}
