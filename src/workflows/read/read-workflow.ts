import { type Diagnostic, createProblems, reportAs } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf, location } from '../../diagnostics/source';
import { readLenient } from './read-lenient';
import { readPermissions } from './permissions';
import { readTriggers } from './read-triggers';
import type { Step, Workflow, WorkflowCall, WorkflowJob } from './workflow';
import { type YamlMap, isMap, listOf, mapOf, textMap, textOf, textsOf } from './yaml-values';

/** A file of a repository, `owner/name`: its path there, the name by which it is shown, and its text. */
export interface RepositoryFile {
  readonly repository: string;
  readonly path: string;
  readonly shown: string;
  readonly text: string;
}

/**
 * Reads a workflow, as far as it decides about logins; what else is wrong with it GitHub will say. Nothing if it is no workflow.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function readWorkflow({
  repository,
  path,
  shown,
  text,
}: RepositoryFile): readonly [Workflow | undefined, readonly Diagnostic[]] {
  const [{ source, value }, unreadable] = readLenient(shown, text);
  const problems = createProblems();
  const invalid = reportAs('invalid-workflow', problems);
  for (const { rule, at, message } of unreadable) if (rule !== 'reserved-text') invalid.error(rule, at, message);
  if (value === undefined || problems.all.length > 0) return [undefined, problems.all];
  const at = location(source);
  if (!isMap(value) || value.on === undefined || !isMap(value.jobs)) {
    invalid.error('missing-key', at, 'a workflow is a mapping with `on` and `jobs`');
    return [undefined, problems.all];
  }
  const workflow: Workflow = {
    repository,
    path,
    source,
    name: textOf(value.name),
    triggers: readTriggers(value.on, child(at, 'on')),
    permissions: readPermissions(value.permissions),
    env: textMap(value.env),
    jobs: Object.entries(value.jobs).map(([id, job]) => readJob(id, mapOf(job), child(at, 'jobs', id))),
  };
  return [workflow, []];
}

function readJob(id: string, job: YamlMap, at: Location): WorkflowJob {
  const { environment } = job;
  const isNamed = isMap(environment);
  return {
    id,
    at: keyOf(at),
    condition: textOf(job.if),
    needs: textsOf(job.needs),
    environment: isNamed ? textOf(environment.name) : textOf(environment),
    environmentAt: isNamed ? child(at, 'environment', 'name') : child(at, 'environment'),
    permissions: readPermissions(job.permissions),
    env: textMap(job.env),
    matrix: mapOf(job.strategy).matrix,
    isHosted: textsOf(job['runs-on']).some((label) => /^(ubuntu|windows|macos)-/.test(label)),
    steps: readSteps(job.steps, child(at, 'steps')),
    call: readCall(job),
  };
}

/** Reads the steps of a job or of a composite action. */
export function readSteps(steps: unknown, at: Location): readonly Step[] {
  return listOf(steps).map((item, index): Step => {
    const step = mapOf(item);
    return {
      at: child(at, index),
      condition: textOf(step.if),
      continueOnError: textOf(step['continue-on-error']),
      uses: textOf(step.uses),
      run: textOf(step.run),
      with: lowerKeys(textMap(step.with)),
      env: textMap(step.env),
    };
  });
}

function readCall({ uses, with: inputs, secrets }: YamlMap): WorkflowCall | undefined {
  const called = textOf(uses);
  return called === undefined
    ? undefined
    : {
        uses: called,
        with: lowerKeys(textMap(inputs)),
        secrets: textMap(secrets),
        inheritsSecrets: secrets === 'inherit',
      };
}

function lowerKeys(map: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...map].map(([key, value]) => [key.toLowerCase(), value]));
}
