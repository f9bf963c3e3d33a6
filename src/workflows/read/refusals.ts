import { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } from '@actions/workflow-parser';
import { EVENTS } from '../../jobs/events';
import { didYouMean } from '../../diagnostics/suggest';
import type { Refused } from './refused';

/** Names that are often misspelt where GitHub says no more than that it did not expect them. */
const KNOWN_NAMES: readonly string[] = [
  ...EVENTS.keys(),
  ...['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore', 'types', 'cron', 'workflows'],
  ...['id-token', 'contents', 'actions', 'attestations', 'checks', 'deployments', 'packages', 'pull-requests'],
  ...['issues', 'statuses', 'pages', 'security-events', 'discussions', 'models', 'write', 'read', 'none'],
  ...['runs-on', 'steps', 'needs', 'if', 'permissions', 'environment', 'strategy', 'matrix', 'uses', 'with', 'secrets'],
  ...['env', 'outputs', 'concurrency', 'defaults', 'container', 'services', 'timeout-minutes', 'continue-on-error'],
];

const CONTEXTS = [
  'env',
  'github',
  'inputs',
  'job',
  'matrix',
  'needs',
  'runner',
  'secrets',
  'steps',
  'strategy',
  'vars',
];

/**
 * Why GitHub refuses a workflow, by its own parser; lines and columns are counted from 1. Of what that refuses GitHub accepts a
 * filter that is left empty, and `repository_dispatch` without types.
 */
export function refusalsOf(content: string): readonly Refused[] {
  const { context, value } = parseWorkflow({ name: 'workflow', content }, new NoOperationTraceWriter());
  const ofSchema = context.errors.getErrors();
  // Only what has no errors so far is looked at further.
  context.errors.clear();
  // It is done when it returns: it waits only for the files of other workflows, of which it is given none.
  if (value) void convertWorkflowTemplate(context, value);
  const lines = content.split('\n');
  const found = [...ofSchema, ...context.errors.getErrors()].flatMap(({ rawMessage, range }): readonly Refused[] => {
    const { start, end } = range ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
    if (/^Unexpected (value ''|type 'NullToken')/.test(rawMessage) && EMPTY_FILTER.test(lines[start.line - 1] ?? ''))
      return [];
    if (rawMessage === "Unexpected value 'repository_dispatch'") return [];
    return [{ message: worded(rawMessage), start, end }];
  });
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

const EMPTY_FILTER = /^\s*(branches|tags|paths)(-ignore)?\s*:\s*(#.*)?$/;

function worded(raw: string): string {
  const [first = ''] = raw.split('\n', 1);
  const [, unexpected] = /^Unexpected value '([^']+)'/.exec(first) ?? [];
  const [, context] = /^Unrecognized named-value: '([^']+)'/.exec(first) ?? [];
  if (context !== undefined)
    return CONTEXTS.includes(context.toLowerCase())
      ? `\`${context}\` cannot be read here`
      : `there is no \`${context}\` to read${didYouMean(context, CONTEXTS)}`;
  if (unexpected === undefined) return first.replace(/[.:\s]+$/, '');
  return `\`${unexpected}\` is not expected here${didYouMean(
    unexpected,
    KNOWN_NAMES.filter((name) => name !== unexpected),
  )}`;
}
