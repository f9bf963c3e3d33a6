import type { Colors } from 'picocolors/types';
import { printable } from '../diagnostics/format/printable';
import type { ConditionOutcome, Decision, Simulation, StatementOutcome } from '../simulator/explanation';
import { nearestMiss } from '../simulator/nearest';
import { REASONS } from '../simulator/reasons';
import type { Tri } from '../simulator/tri';
import { table } from './table';

const HEADLINES: Readonly<Record<Decision, string>> = {
  allowed: 'allowed: STS would give this token the role',
  explicitDeny: 'denied: a statement forbids it',
  implicitDeny: 'denied: no statement allows it',
  undetermined: 'undetermined: it hangs on what is not known here',
};

/** For people: the decision, each statement with its conditions and why they failed, and what remains open. */
export function formatSimulation(simulation: Simulation, colors: Colors): string {
  const { decision, statements, ignored_claims: ignored, caveats } = simulation;
  const color = decision === 'allowed' ? colors.green : decision === 'undetermined' ? colors.yellow : colors.red;
  const blocks = [
    [color(colors.bold(HEADLINES[decision]))],
    ...statements.map((statement) => statementLines(statement, colors)),
    ignored.length > 0 ? [`No condition sees these claims of the token: ${ignored.map(printable).join(', ')}.`] : [],
    caveats.map((caveat) => `- ${printable(caveat)}`),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function statementLines(
  { index, sid, effect, matched, conditions }: StatementOutcome,
  colors: Colors,
): readonly string[] {
  const outcome = { true: 'matches', false: 'does not match', unknown: 'may match' }[String(matched) as `${Tri}`];
  const name = sid === null ? '' : ` (${printable(sid)})`;
  const rows = table(conditions.map((condition) => row(condition))).split('\n');
  return [
    `${colors.bold(`${effect}, statement ${index + 1}${name}`)}: ${outcome}`,
    ...conditions.flatMap((condition, i) => [
      `  ${mark(condition.matched, colors)} ${rows[i] ?? ''}`,
      ...detailLines(condition, colors),
    ]),
  ];
}

function mark(matched: Tri, colors: Colors): string {
  if (matched === 'unknown') return colors.yellow('?');
  return matched ? colors.green('✓') : colors.red('✗');
}

function row({ operator, key, claim, matched, reason }: ConditionOutcome): readonly string[] {
  const presented = claim === null ? '' : [claim].flat().join(', ');
  return [operator, key, matched === true ? presented || (reason ?? '""') : (reason ?? '')].map(printable);
}

function detailLines(condition: ConditionOutcome, colors: Colors): readonly string[] {
  const { policy_values: values, claim, reason } = condition;
  if (reason === null) return [];
  const nearest = nearestMiss(condition);
  const others = values.length - 1;
  const known = nearest?.trusted ?? values[0];
  return [
    ...(known === undefined
      ? []
      : [
          `      ${label(condition).padEnd(9)}  ${printable(known)}${others > 0 ? colors.dim(`  and ${others} more`) : ''}`,
        ]),
    ...(claim === null ? [] : [`      presented  ${printable([claim].flat().join(', '))}`]),
    ...(nearest
      ? [
          `                 ${' '.repeat(nearest.from)}${colors.red('^'.repeat(Math.max(1, nearest.to - nearest.from)))}`,
        ]
      : []),
    `      ${colors.dim(REASONS[reason])}`,
  ];
}

/** What a policy does with the values it names. */
function label({ operator, reason }: ConditionOutcome): string {
  if (operator.toLowerCase() === 'null') return 'wanted';
  return reason === 'value-excluded' || /not/i.test(operator) ? 'excluded' : 'trusted';
}
