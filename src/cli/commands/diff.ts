import { unlessTooComplex } from '../../analysis/too-complex';
import { type AccessChange, type Gate, isStopped } from '../../changes/access/change';
import { formatChangesGitHub } from '../../changes/access/format-github';
import { formatChangesJson } from '../../changes/access/format-json';
import { formatChangesMarkdown } from '../../changes/access/format-markdown';
import { formatChangesText } from '../../changes/access/format-text';
import { trustPolicyChange } from '../../changes/access/trust-policies';
import type { TrustPolicy } from '../../simulator/policy';
import { EXIT, type ExitCode } from '../exit-code';
import { UnusablePath, shown } from '../files';
import { giveAsIs, stderrColors, tell } from '../streams';
import { readTrustPolicy } from '../trust-policy-file';

/** The forms in which changes are shown. */
export const CHANGE_FORMATS = ['text', 'json', 'markdown', 'github'] as const;

/** Options of `diff`. */
export interface DiffOptions {
  readonly format: (typeof CHANGE_FORMATS)[number];
  readonly failOn?: readonly Gate[];
  readonly accept?: readonly string[];
  readonly color?: boolean;
}

/** `diff`: who may assume the role after a change and could not before, and the other way round. */
export function diff(from: string | undefined, to: string | undefined, options: DiffOptions): ExitCode {
  const changes = changesOf(from, to);
  const { format, failOn = [], accept = [], color } = options;
  const stopped = new Set(changes.filter((change) => isStopped(change, failOn, accept)).map(({ id }) => id));
  if (format === 'json') giveAsIs(formatChangesJson(changes));
  else if (format === 'markdown') giveAsIs(formatChangesMarkdown(changes));
  else if (format === 'github') giveAsIs(formatChangesGitHub(changes, stopped));
  else tell(formatChangesText(changes, stopped, stderrColors(color)));
  for (const id of accept.filter((each) => !changes.some((change) => change.id === each)))
    tell(`no change has the id ${id}: --accept names one that is not there\n`);
  return stopped.size > 0 ? EXIT.findings : EXIT.clean;
}

const OPERANDS = 'diff compares two files with an IAM trust policy each';

function operand(path: string): TrustPolicy {
  try {
    return readTrustPolicy(path);
  } catch (error) {
    if (error instanceof UnusablePath) throw new UnusablePath(`${error.message}; ${OPERANDS}`);
    throw error;
  }
}

function changesOf(from: string | undefined, to: string | undefined): readonly AccessChange[] {
  if (from === undefined || to === undefined)
    throw new UnusablePath(`${OPERANDS}: oidc-bindings diff BEFORE.json AFTER.json`);
  const [before, after] = [operand(from), operand(to)];
  const change = unlessTooComplex(() => trustPolicyChange(before, after));
  if (change === 'too complex')
    throw new UnusablePath(
      `${shown(from)} and ${shown(to)} cannot be compared: the wildcards in their conditions have too many combinations`,
    );
  return change ? [{ ...change, file: shown(to) }] : [];
}
