/** A run of a job, as far as its token tells of it. */
export interface Job {
  /** Name of the trigger; absent if it is not known. */
  readonly event?: string;
  /** `refs/heads/main`, `refs/tags/v1`, `refs/pull/1/merge`; absent if it is not known. */
  readonly ref?: string;
  readonly environment?: string;
  /** The file that defines the job, `octo-org/web/.github/workflows/deploy.yml@refs/heads/main`; absent if it is not known. */
  readonly workflowRef?: string;
  /** What the job asks for; absent: what the action asks for by itself. */
  readonly audience?: string;
}

/** The ref of a run in a merge queue. */
export function mergeQueueRef(base: string): string {
  return `refs/heads/gh-readonly-queue/${base}/pr-1-0000000000000000000000000000000000000000`;
}
