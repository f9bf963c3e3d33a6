import type { Calculus } from '../../analysis/calculus';
import { ticked } from '../../analysis/ticked';
import { type Claims, questionsOf, witness } from '../../analysis/witness';
import type { Severity } from '../../diagnostics/diagnostic';
import { DEFAULT_TEMPLATE } from '../../oidc/claims';
import type { Tokens } from './portions';

/** One job of those that get in, as `for instance a job of \`octo-org/anything\` on branch \`x\``. */
export function instanceOf(all: readonly Tokens[], calculus: Calculus): string {
  const [tokens] = all.toSorted((a, b) => rank(a) - rank(b));
  if (!tokens) return '';
  const token = witness(tokens.box, tokens.shape, calculus);
  return `for instance a job of ${ticked(token.repository ?? '')} ${contextOf(token, tokens)}${further(tokens)}`;
}

/** The usual subject template is what a reader knows, and a branch is what comes to mind first. */
function rank({ shape: { template, context, format } }: Tokens): number {
  const contexts = { ref: 0, environment: 1, pull_request: 2 };
  return (template.join() === DEFAULT_TEMPLATE.join() ? 0 : 10) + 2 * contexts[context] + (format === 'legacy' ? 0 : 1);
}

function contextOf({ ref = '', environment = '' }: Claims, { shape: { context } }: Tokens): string {
  if (context === 'pull_request') return 'for a pull request';
  if (context === 'environment') return `in environment ${ticked(environment)}`;
  const [, kind, name] = /^refs\/(heads|tags)\/(.*)$/s.exec(ref) ?? [];
  return kind === undefined
    ? `at ref ${ticked(ref)}`
    : `on ${kind === 'heads' ? 'branch' : 'tag'} ${ticked(name ?? '')}`;
}

function further({ shape: { template }, box }: Tokens): string {
  const isUsual = template.join() === DEFAULT_TEMPLATE.join();
  const asked = questionsOf(box).map(
    ({ condition, holds }) => `, where ${ticked(condition)} ${holds ? 'holds' : 'does not hold'}, which only STS knows`,
  );
  return [...(isUsual ? [] : [`, with the subject template ${ticked(`[${template.join(', ')}]`)}`]), ...asked].join('');
}

/** The severity of what is found of tokens: what hangs on a policy variable is undetermined, and no error. */
export function severityFor(all: readonly Tokens[], severity: Severity): Severity {
  const isCertain = all.some(({ box }) => !questionsOf(box).some(({ condition }) => condition.includes('${')));
  return isCertain || severity !== 'error' ? severity : 'warning';
}
