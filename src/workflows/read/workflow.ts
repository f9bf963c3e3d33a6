import type { Location, Source } from '../../diagnostics/source';
import type { Permissions } from './permissions';

/** One trigger of a workflow, with its filters as they are written. */
export interface Trigger {
  readonly event: string;
  readonly at: Location;
  readonly branches?: readonly string[];
  readonly branchesIgnore?: readonly string[];
  readonly tags?: readonly string[];
  readonly tagsIgnore?: readonly string[];
  /** Names of the workflows that `workflow_run` waits for. */
  readonly workflows?: readonly string[];
  /** Activity types, as they are listed. */
  readonly types?: readonly string[];
  /** Inputs of `workflow_dispatch` and `workflow_call`, by name in lower case. */
  readonly inputs: ReadonlyMap<string, WorkflowInput>;
  /** Secrets of `workflow_call`, by name in lower case: whether each has to be passed. */
  readonly secrets: ReadonlyMap<string, boolean>;
}

/** An input: the type of its value, its default, and the values among which somebody chooses. */
export interface WorkflowInput {
  readonly type: 'text' | 'boolean' | 'number';
  readonly default?: string;
  readonly options?: readonly string[];
  /** Whether a caller has to pass it. */
  readonly isRequired?: boolean;
}

/** A step, or what else there is to look at like one. */
export interface Step {
  readonly at: Location;
  readonly condition?: string;
  readonly continueOnError?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
}

/** The call of a reusable workflow. */
export interface WorkflowCall {
  readonly uses: string;
  readonly with: ReadonlyMap<string, string>;
  /** Those passed by name. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Whether all secrets are passed under their own names. */
  readonly inheritsSecrets: boolean;
}

/** A job. */
export interface WorkflowJob {
  readonly id: string;
  readonly at: Location;
  readonly condition?: string;
  readonly needs: readonly string[];
  /** As it is written, `${{ … }}` included. */
  readonly environment?: string;
  readonly environmentAt: Location;
  readonly permissions?: Permissions;
  readonly env: ReadonlyMap<string, string>;
  /** What stands under `strategy.matrix`. */
  readonly matrix: unknown;
  /** Whether it runs on a machine of GitHub's, which has no credentials of its own. */
  readonly isHosted: boolean;
  readonly steps: readonly Step[];
  readonly call?: WorkflowCall;
}

/** A workflow file. */
export interface Workflow {
  /** `owner/name` of the repository that it is in. */
  readonly repository: string;
  /** Within the repository: `.github/workflows/deploy.yml`. */
  readonly path: string;
  readonly source: Source;
  readonly name?: string;
  readonly triggers: readonly Trigger[];
  readonly permissions?: Permissions;
  readonly env: ReadonlyMap<string, string>;
  readonly jobs: readonly WorkflowJob[];
}

/** A composite action of the repository. */
export interface CompositeAction {
  /** `owner/name` of the repository that it is in. */
  readonly repository: string;
  readonly source: Source;
  /** By name in lower case. */
  readonly inputs: ReadonlyMap<string, WorkflowInput>;
  readonly steps: readonly Step[];
}
