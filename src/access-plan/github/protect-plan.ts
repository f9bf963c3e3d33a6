import { compareText } from '../../diagnostics/diagnostic';
import type { EnvironmentPlan, ForgottenEnvironmentPlan, ProtectPlan } from '../access-plan';
import { address, protectStack } from '../names';
import { declaredEnvironments } from './environments';
import { type GitHubInputs, type Owned, gitHubStack, groupByStack } from './github-stacks';
import type { Repository } from './repositories';
import { type EnvironmentTrace, environmentTraces } from './traces';

/** A repository with what the file declares of it. */
interface Declared {
  readonly repository: Repository;
  readonly environments: readonly EnvironmentPlan[];
}

/** The stacks that protect environments: one for each owner who has, or had, a declared one. */
export function protectPlans(inputs: GitHubInputs): readonly ProtectPlan[] {
  const { bindings, repositories, traced, problems } = inputs;
  const host = bindings.github.host ?? 'github.com';
  const declared = repositories
    .map((repository) => ({ repository, environments: declaredEnvironments(repository, host, problems) }))
    .filter(({ environments }) => environments.length > 0);
  const traces = traced.flatMap(environmentTraces);

  const byStack = groupByStack(declared, ({ repository }) => repository.owner, bindings);
  const tracesByStack = groupByStack(traces, ({ owner }) => owner, bindings);
  return [...new Set([...byStack.keys(), ...tracesByStack.keys()])]
    .sort(compareText)
    .flatMap((stack) => protectPlan(byStack.get(stack), tracesByStack.get(stack), inputs));
}

function protectPlan(
  declared: Owned<Declared> | undefined,
  traces: Owned<EnvironmentTrace> | undefined,
  inputs: GitHubInputs,
): readonly ProtectPlan[] {
  const environments = declared?.items.flatMap((each) => each.environments) ?? [];
  const forgotten = withoutDeclared(traces?.items ?? [], environments);
  const owner = (declared ?? traces)?.owner;
  if (!owner || (environments.length === 0 && !forgotten.some(({ isHeld }) => isHeld))) return [];
  const written = declared?.items.map(({ repository }) => repository) ?? [];
  return [
    {
      ...gitHubStack(inputs, owner, protectStack(owner.stateName), written, []),
      environments,
      forgotten: forgotten.map(forgottenPlan),
    },
  ];
}

/** Each address once; one that is declared again, as by a new repository of the old name, is nothing to let go of. */
function withoutDeclared(
  traces: readonly EnvironmentTrace[],
  environments: readonly EnvironmentPlan[],
): readonly EnvironmentTrace[] {
  const addressOf = (each: { repository: string; environment: string }) => address(each.repository, each.environment);
  const declared = new Set(environments.map(addressOf));
  const distinct = new Map<string, EnvironmentTrace>();
  for (const trace of traces) {
    const known = distinct.get(addressOf(trace));
    distinct.set(addressOf(trace), known ? united(known, trace) : trace);
  }
  return [...distinct]
    .filter(([own]) => !declared.has(own))
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([, trace]) => trace);
}

function united(one: EnvironmentTrace, other: EnvironmentTrace): EnvironmentTrace {
  return {
    ...one,
    isHeld: one.isHeld || other.isHeld,
    branches: [...new Set([...one.branches, ...other.branches])].sort(),
    tags: [...new Set([...one.tags, ...other.tags])].sort(),
  };
}

function forgottenPlan({ repository, environment, branches, tags }: EnvironmentTrace): ForgottenEnvironmentPlan {
  return { repository, environment, branches, tags };
}
