import { sourcesOf } from '../bindings/bindings';
import { type Diagnostic, distinct } from '../diagnostics/diagnostic';
import { lintRules } from '../diagnostics/lint-rules';
import { type Waived, applyWaivers } from '../diagnostics/waivers';
import { RULES } from './registry';
import type { LintContext, Rule } from './rule';

/** What the rules say, without what is waived, and that. */
export interface Linted {
  readonly diagnostics: readonly Diagnostic[];
  readonly waived: readonly Waived[];
}

/** Lets every rule look at an input without errors. */
export function lint(context: LintContext, rules: readonly Rule[] = RULES): Linted {
  const found = rules.flatMap((rule) => findings(rule, context));
  return applyWaivers(distinct(found), [...sourcesOf(context.bindings), context.lock.source], context.clock);
}

function findings({ id, check }: Rule, context: LintContext): readonly Diagnostic[] {
  const all: Diagnostic[] = [];
  check(context, (at, message, { severity = lintRules[id].severity, related = [] } = {}) => {
    all.push({ rule: id, severity, message, at, related });
  });
  return all;
}
