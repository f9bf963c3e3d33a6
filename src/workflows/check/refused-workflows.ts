import type { Diagnostic } from '../../diagnostics/diagnostic';
import { type Location, location, offsetOf } from '../../diagnostics/source';
import type { TextPosition } from '../read/refused';
import type { Workflow } from '../read/workflow';
import type { JobRun, Room } from '../runs/job-runs';
import { type FormFault, formFaults } from './form-faults';
import type { KnownRepositories } from './known-repositories';
import { type CheckWorld, type LoginRow, reachable } from './login-rows';
import { isAboutToken, permissionsPlace } from './permission';

/** Where a token is at stake: a login, or what lets a job ask for one, misspelt or not. */
const AT_STAKE = /configure-aws-credentials|id.?token|write-all/i;

/** Which workflows GitHub refuses, and why. */
export interface RefusedWorkflows {
  /** Whether GitHub refuses it, or one that it calls. */
  readonly isRefused: (workflow: Workflow) => boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Asks GitHub's parser about the workflows in which a login or a token is at stake, and about those that they call. */
export function refusedWorkflows(
  found: readonly { readonly workflow: Workflow; readonly rows: readonly LoginRow[]; readonly room: Room }[],
  world: CheckWorld,
  calls: KnownRepositories['calls'],
): RefusedWorkflows {
  const atStake = found
    .filter(({ workflow, rows }) => rows.length > 0 || AT_STAKE.test(workflow.source.text))
    .flatMap(({ workflow }) => reachable(workflow, world));
  const faults = new Map([...new Set(atStake)].map((workflow) => [workflow, faultsOf(workflow, calls)]));
  const beyond = new Map(found.map(({ workflow, room }) => [workflow, room.beyond.flatMap(beyondFaults)]));
  return {
    isRefused: (workflow) =>
      (beyond.get(workflow) ?? []).length > 0 ||
      reachable(workflow, world).some((each) => (faults.get(each) ?? []).length > 0),
    diagnostics: [...faults.values(), ...beyond.values()].flat(),
  };
}

function faultsOf(workflow: Workflow, calls: KnownRepositories['calls']): readonly Diagnostic[] {
  const { refusalsOf } = require('../read/refusals') as typeof import('../read/refusals');
  const { source } = workflow;
  const offset = ({ line, column }: TextPosition) => offsetOf(source, line, column);
  const found = refusalsOf(source.text).map(({ message, start, end }) => {
    const at: Location = { ...location(source), span: [offset(start), Math.max(offset(start), offset(end))] };
    return { at, message };
  });
  return [...found, ...formFaults(workflow, calls)].map(refusal);
}

/** A called job that asks for more than its caller has; of a token its own login says so. */
function beyondFaults({ job, workflow, caller, excess }: JobRun): readonly Diagnostic[] {
  if (!excess || !caller || isAboutToken(excess.scope)) return [];
  return [
    refusal({
      at: permissionsPlace(workflow, job) ?? job.at,
      message: `\`${job.id}\` asks for \`${excess.scope}: ${excess.level}\`, which \`${caller.job.id}\` in \`${caller.workflow.path}\` does not have: what is called has at most what its caller has`,
    }),
  ];
}

function refusal({ at, message }: FormFault): Diagnostic {
  return {
    rule: 'invalid-workflow',
    severity: 'error',
    message: `GitHub refuses this workflow: ${message}`,
    at,
    related: [],
  };
}
