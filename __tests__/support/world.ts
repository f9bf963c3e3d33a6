import { parse } from 'yaml';
import type { GeneratedFiles } from './generate';

/** A repository as GitHub has it. */
export interface WorldRepository {
  readonly owner: string;
  readonly name: string;
  readonly ownerId: string;
  readonly id: string;
  readonly immutable: boolean;
  /** Its subject template. */
  readonly template: readonly string[];
}

/** What decides the token of one job. */
export interface Job {
  readonly repository: WorldRepository;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/1/merge`. */
  readonly ref: string;
  readonly environment?: string;
  readonly event: string;
  readonly workflow: string;
  readonly audience: string;
}

/** A trust entry as the generated file has it. */
export interface Entry {
  readonly repository: string;
  readonly branch?: readonly string[];
  readonly branch_pattern?: readonly string[];
  readonly tag?: string;
  readonly tag_pattern?: string;
  readonly environment?: string;
  readonly pull_request?: true;
  readonly merge_queue?: string;
  readonly any_context?: true;
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
}

interface File {
  readonly repositories: Readonly<
    Record<string, { readonly subject_format?: string; readonly subject_template?: readonly string[] }>
  >;
  readonly bindings: Readonly<Record<string, { readonly trust: readonly Entry[] }>>;
}

interface Lock {
  readonly repositories: Readonly<
    Record<
      string,
      {
        readonly owner_id: string;
        readonly repository_id: string;
        readonly subject_prefix?: string;
        readonly subject_claims?: readonly string[];
      }
    >
  >;
}

/** The repositories of generated files as GitHub could have them, one for each way that the files leave open; and the bindings. */
export function worldOf(files: GeneratedFiles) {
  const file = parse(files.bindings) as File;
  const lock = parse(files.lock) as Lock;
  const repositories = Object.entries(lock.repositories).flatMap(([fullName, facts]) => {
    const [owner = '', name = ''] = fullName.split('/');
    const { subject_format: format, subject_template: declared } = file.repositories[fullName] ?? {};
    const locked =
      facts.subject_prefix === undefined ? 'both' : facts.subject_prefix.includes('@') ? 'immutable' : 'legacy';
    const formats = { legacy: [false], immutable: [true], both: [false, true] }[format ?? locked] ?? [];
    const known = [declared, facts.subject_claims].filter((template) => template !== undefined);
    const templates = known.length > 0 ? known : [['repo', 'context']];
    return formats.flatMap((immutable) =>
      templates.map((template): WorldRepository => ({
        owner,
        name,
        ownerId: facts.owner_id,
        id: facts.repository_id,
        immutable,
        template,
      })),
    );
  });
  return { repositories, bindings: file.bindings };
}

/** The claims that GitHub would put into a job's token. */
export function mint({
  repository,
  ref,
  environment,
  event,
  workflow,
  audience,
}: Job): Readonly<Record<string, string>> {
  const { owner, name, ownerId, id, immutable, template } = repository;
  const claims: Record<string, string> = {
    aud: audience,
    actor: 'octocat',
    actor_id: '583231',
    event_name: event,
    job_workflow_ref: workflow,
    ref,
    repository: `${owner}/${name}`,
    repository_id: id,
    repository_owner: owner,
    repository_owner_id: ownerId,
    repository_visibility: 'private',
    workflow: 'Deploy',
    ...(environment !== undefined && { environment }),
  };
  const encode = (text: string) => text.replaceAll(':', '%3A');
  const context =
    environment !== undefined
      ? `environment:${encode(environment)}`
      : event === 'pull_request'
        ? 'pull_request'
        : `ref:${ref}`;
  const prefix = immutable ? `repo:${owner}@${ownerId}/${name}@${id}` : `repo:${owner}/${name}`;
  const segments = template.map((key) =>
    key === 'repo' ? prefix : key === 'context' ? context : `${key}:${encode(claims[key] ?? '')}`,
  );
  return { ...claims, sub: segments.join(':') };
}

const unescape = (text: string) => text.replaceAll('$${', () => '${');

function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** Whether an entry names a job: read off the file, and from nothing that the program makes of it. */
export function names(entry: Entry, job: Job): boolean {
  const { repository, ref, environment, event } = job;
  if (entry.repository !== `${repository.owner}/${repository.name}`) return false;
  for (const [claim, wanted] of Object.entries(entry.claims ?? {})) {
    const presented = { job_workflow_ref: job.workflow, event_name: event, ref }[claim];
    if (presented === undefined || ![wanted].flat().includes(presented)) return false;
  }
  if (entry.any_context) return true;
  if (entry.environment !== undefined) {
    const wanted = unescape(entry.environment);
    return environment !== undefined && [wanted, wanted.toLowerCase()].includes(environment);
  }
  // In a subject with its context, an environment hides the ref, and a pull request has none.
  if (repository.template.includes('context')) {
    if (environment !== undefined) return false;
    if (entry.pull_request) return event === 'pull_request';
    if (event === 'pull_request') return false;
  }
  if (entry.pull_request) return like('refs/pull/*/merge', ref);
  const refs = [
    ...(entry.branch ?? []).map((name) => ref === `refs/heads/${unescape(name)}`),
    ...(entry.branch_pattern ?? []).map((name) => like(`refs/heads/${unescape(name)}`, ref)),
    ...(entry.tag === undefined ? [] : [ref === `refs/tags/${unescape(entry.tag)}`]),
    ...(entry.tag_pattern === undefined ? [] : [like(`refs/tags/${unescape(entry.tag_pattern)}`, ref)]),
    ...(entry.merge_queue === undefined
      ? []
      : [like(`refs/heads/gh-readonly-queue/${unescape(entry.merge_queue)}/pr-*`, ref)]),
  ];
  return refs.includes(true);
}
