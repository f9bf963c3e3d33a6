import type { AccessPlan, StackPlan } from '../access-plan/access-plan';

/** One stack to roll out. */
export interface MatrixRow {
  readonly stack: string;
  /** Folder of its committed Terraform. */
  readonly dir: string;
  readonly account_id?: string;
  readonly region?: string;
}

/** Several stacks for one job, where there are more accounts than a matrix may have jobs. */
export interface MatrixShare {
  readonly stacks: readonly MatrixRow[];
}

/** Three matrices for three jobs, of which each needs the one before. */
export interface Matrices {
  readonly protect: readonly MatrixRow[];
  readonly accounts: readonly (MatrixRow | MatrixShare)[];
  readonly publish: readonly MatrixRow[];
}

/**
 * How many jobs a matrix may have.
 * https://docs.github.com/en/actions/reference/limits
 */
const MAX_JOBS = 256;

/** The stacks of a plan in the order of their roll-out, as far as `isWanted` says so; `out` is the folder of them all. */
export function matrices(plan: AccessPlan, out: string, isWanted: (stack: string) => boolean): Matrices {
  const row = ({ stack }: StackPlan): MatrixRow => ({ stack, dir: `${out}/${stack}` });
  const wanted = <P extends StackPlan>(plans: readonly P[]) => plans.filter(({ stack }) => isWanted(stack));
  const accounts = wanted(plan.accounts).map((account) => ({
    ...row(account),
    account_id: account.id,
    region: account.region,
  }));
  return {
    protect: wanted(plan.protect).map(row),
    accounts: accounts.length > MAX_JOBS ? shares(accounts) : accounts,
    publish: wanted(plan.publish).map(row),
  };
}

/** Shares whose sizes differ by at most one. */
function shares(rows: readonly MatrixRow[]): readonly MatrixShare[] {
  return Array.from({ length: MAX_JOBS }, (_, i) => ({
    stacks: rows.slice(Math.floor((i * rows.length) / MAX_JOBS), Math.floor(((i + 1) * rows.length) / MAX_JOBS)),
  }));
}
