import type { Access } from '../../access-plan/resolve';
import type { Lock } from '../../bindings/lock';
import { catalogue } from '../../diagnostics/catalogue';
import { type Diagnostic, compareText, createProblems, distinct } from '../../diagnostics/diagnostic';
import { lineText, location, rangeOf } from '../../diagnostics/source';
import { type Waived, type WaiverClock, applyWaivers } from '../../diagnostics/waivers';
import { readAction } from '../read/read-action';
import { type RepositoryFile, readWorkflow } from '../read/read-workflow';
import type { CompositeAction, Workflow } from '../read/workflow';
import { keyFindings } from './key-findings';
import { type CheckWorld, type LoginRow, loginRows } from './login-rows';
import { repositoryAccess } from './repository-roles';
import { runFindings } from './run-findings';
import { type StepFinding, actionFindings } from './step-findings';
import { visibleVariables } from './variables';

/** The workflows of a repository, and its own actions by their paths. */
export interface RepositoryFiles {
  readonly workflows: readonly RepositoryFile[];
  readonly action: (path: string) => RepositoryFile | undefined;
}

/** What there is to say about a repository's workflows. */
export interface Checked {
  readonly rows: readonly LoginRow[];
  readonly diagnostics: readonly Diagnostic[];
  readonly waived: readonly Waived[];
}

/** More jobs in all the runs of one workflow are not looked at. GitHub runs at most 256 of one matrix. */
const MAX_JOBS = 10_000;

/** Checks every login of a repository's workflows by the bindings. */
export function checkWorkflows(
  files: RepositoryFiles,
  fullName: string,
  { access, lock, clock }: { readonly access: Access; readonly lock: Lock; readonly clock: WaiverClock },
): Checked {
  const read = files.workflows.map(readWorkflow);
  const workflows = read.flatMap(([workflow]) => workflow ?? []);
  const actions = new Map<string, CompositeAction | undefined>();
  const world = worldOf(fullName, access, lock, workflows, (path) => {
    if (!actions.has(path)) actions.set(path, ((file) => file && readAction(file))(files.action(path)));
    return actions.get(path);
  });
  const crowded = createProblems();
  const rows = inOrder(
    workflows.flatMap((workflow) => {
      const room = { left: MAX_JOBS };
      const found = loginRows(workflow, world, room);
      if (room.left < 0)
        crowded.error(
          'invalid-workflow',
          location(workflow.source, ['jobs']),
          `more than ${MAX_JOBS} jobs: those beyond are not looked at`,
        );
      return found;
    }),
  );
  const own = [...actions.values()].flatMap((action) => action ?? []);
  const found = [
    ...rows.flatMap(({ fault }) => fault ?? []),
    ...rows.flatMap((row) => runFindings(row, world.repository.visibility)),
    ...workflows.flatMap((workflow) => keyFindings(workflow, world)),
    ...[
      ...workflows.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps)),
      ...own.flatMap(({ steps }) => steps),
    ].flatMap((step) =>
      actionFindings(step, lineText(step.at.source, rangeOf({ ...step.at, path: [...step.at.path, 'uses'] }).line)),
    ),
  ].map(diagnosticOf);
  const unreadable = [...read.flatMap(([, diagnostics]) => diagnostics), ...crowded.all];
  const sources = [...workflows, ...own].map(({ source }) => source);
  return { rows, ...applyWaivers(distinct([...unreadable, ...found]), sources, clock) };
}

/** Each kind of login once, in the order of the files and their lines. */
function inOrder(rows: readonly LoginRow[]): readonly LoginRow[] {
  const keyed = rows.map((row) => ({ row, file: row.at.source.file, ...rangeOf(row.at) }));
  keyed.sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column);
  const identity = ({
    row: { jobRun, account, roleArn, subject, reason, message },
    file,
    line,
    column,
  }: (typeof keyed)[number]) =>
    JSON.stringify([
      file,
      line,
      column,
      jobRun.name,
      jobRun.run.event,
      jobRun.run.shown,
      account,
      roleArn,
      subject,
      reason,
      message,
    ]);
  return [...new Map(keyed.map((each) => [identity(each), each.row])).values()];
}

function worldOf(
  fullName: string,
  access: Access,
  lock: Lock,
  workflows: readonly Workflow[],
  findAction: CheckWorld['findAction'],
): CheckWorld {
  const ofRepository = repositoryAccess(fullName, access, lock);
  const variables = visibleVariables(access.variables, ofRepository.repository);
  const byPath = new Map(workflows.map((workflow) => [workflow.path, workflow]));
  const called = new Set(
    workflows.flatMap(({ jobs }) => jobs.flatMap(({ call }) => call?.uses.replace(/^\.\//, '') ?? [])),
  );
  return {
    repository: ofRepository.repository,
    access: ofRepository,
    variables,
    findAction,
    workflow: (path) => byPath.get(path),
    variable: variables.valueOf,
    isCalled: (path) => called.has(path),
  };
}

function diagnosticOf({ rule, at, message, related = [], severity }: StepFinding): Diagnostic {
  return { rule, severity: severity ?? catalogue.get(rule)?.severity ?? 'error', message, at, related };
}
