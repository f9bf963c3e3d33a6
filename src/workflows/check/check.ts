import type { Access } from '../../access-plan/resolve';
import type { Lock } from '../../bindings/lock';
import { catalogue } from '../../diagnostics/catalogue';
import { type Diagnostic, compareText, createProblems, distinct } from '../../diagnostics/diagnostic';
import { lineText, location, rangeOf } from '../../diagnostics/source';
import { type Waived, type WaiverClock, applyWaivers } from '../../diagnostics/waivers';
import type { RepositoryFile } from '../read/read-workflow';
import { inputFindings } from './input-findings';
import { keyFindings } from './key-findings';
import type { LoginFault } from './login-verdict';
import { outsiderFindings } from './outsiders';
import { skipFindings } from './skip-findings';
import { unneededTokens } from './unneeded-tokens';
import { type KnownRepositories, knownRepositories } from './known-repositories';
import { roomFor } from '../runs/job-runs';
import { type CheckWorld, type LoginRow, loginRows } from './login-rows';
import { refusedWorkflows } from './refused-workflows';
import { repositoryAccess } from './repository-roles';
import { runFindings } from './run-findings';
import { actionFindings } from './step-findings';
import { visibleVariables } from './variables';

/** The workflows of a repository, and its own actions by their paths in it. */
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
  others: ReadonlyMap<string, RepositoryFiles> = new Map(),
): Checked {
  const known = knownRepositories(fullName, files, others);
  const { workflows } = known.own;
  const world = worldOf(fullName, access, lock, known);
  const crowded = createProblems();
  const found = workflows.map((workflow) => {
    const room = roomFor(MAX_JOBS);
    const rows = loginRows(workflow, world, room);
    if (room.left < 0)
      crowded.error(
        'invalid-workflow',
        location(workflow.source, ['jobs']),
        `more than ${MAX_JOBS} jobs: those beyond are not looked at`,
      );
    return { workflow, rows, room };
  });
  const refused = refusedWorkflows(found, world, known.calls);
  const rows = inOrder(found.flatMap((each) => (refused.isRefused(each.workflow) ? [] : each.rows)));
  const own = known.actionsRead();
  const findings = [
    ...rows.flatMap(rowFaults).sort(tolerableFirst),
    ...rows.flatMap((row) => [
      ...runFindings(row, world.repository.visibility),
      ...outsiderFindings(row, workflows),
      ...(row.login ? inputFindings(row.login) : []),
    ]),
    ...found.flatMap(({ room }) => skipFindings(room, world)),
    ...workflows.flatMap((workflow) => [...keyFindings(workflow, world), ...unneededTokens(workflow, world)]),
    ...[
      ...workflows.flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps)),
      ...own.flatMap(({ steps }) => steps),
    ].flatMap((step) =>
      actionFindings(step, lineText(step.at.source, rangeOf({ ...step.at, path: [...step.at.path, 'uses'] }).line)),
    ),
  ];
  const unreadable = [...known.unreadable, ...refused.diagnostics, ...crowded.all];
  const sources = [...workflows, ...own].map(({ source }) => source);
  return {
    rows,
    ...applyWaivers(distinct([...unreadable, ...onceEachVersion(findings).map(diagnosticOf)]), sources, clock),
  };
}

/** What stands in the way of a login; where the job goes on without it, that is worth knowing and no more. */
function rowFaults({ faults, login }: LoginRow): readonly LoginFault[] {
  return login?.isTolerated ? faults.map((fault) => ({ ...fault, severity: 'info' as const })) : faults;
}

/** Of the same fault the last one stays, which is the one that nobody tolerates. */
function tolerableFirst(a: LoginFault, b: LoginFault): number {
  return Number(b.severity === 'info') - Number(a.severity === 'info');
}

/** That an action is outdated is said of each version once: of which steps there are more does not matter. */
function onceEachVersion(findings: readonly LoginFault[]): readonly LoginFault[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, message }) => {
    if (rule !== 'outdated-action') return true;
    const isFirst = !seen.has(message);
    seen.add(message);
    return isFirst;
  });
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

function worldOf(fullName: string, access: Access, lock: Lock, known: KnownRepositories): CheckWorld {
  const ofRepository = repositoryAccess(fullName, access, lock);
  const { repository } = ofRepository;
  const variables = visibleVariables(access.variables, repository);
  const called = new Set(
    known.own.workflows.flatMap((workflow) =>
      workflow.jobs.flatMap(({ call }) => (call && known.called(call.uses, workflow)) ?? []),
    ),
  );
  return {
    repository,
    access: ofRepository,
    variables,
    findAction: known.action,
    called: known.called,
    variable: variables.valueOf,
    isHidden: (name) => variables.valueOf(name, undefined) === undefined && variables.environmentsOf(name).length > 0,
    secret: (name) => access.knownSecrets.get(`${repository.owner}/${repository.name}`)?.get(name),
    isCalled: (workflow) => called.has(workflow),
    defaultPermissions: lock.repositories.get(`${repository.owner}/${repository.name}`)?.defaultWorkflowPermissions,
  };
}

function diagnosticOf({ rule, at, message, related = [], severity }: LoginFault): Diagnostic {
  return { rule, severity: severity ?? catalogue.get(rule)?.severity ?? 'error', message, at, related };
}
