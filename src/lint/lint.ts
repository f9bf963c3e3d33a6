import { sourcesOf } from '../bindings/bindings';
import { changeRuleIds } from '../diagnostics/change-rules';
import { type Diagnostic, distinct } from '../diagnostics/diagnostic';
import { lintRules } from '../diagnostics/lint-rules';
import { type Waived, applyWaivers } from '../diagnostics/waivers';
import { rangeOf } from '../diagnostics/source';
import { RULES } from './registry';
import type { LintContext, Rule } from './rule';

/** What the rules say, without what is waived, and that. */
export interface Linted {
  readonly diagnostics: readonly Diagnostic[];
  readonly waived: readonly Waived[];
}

/** What is known of the change that led to an input. */
export interface Changes {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether all that a change could do was looked for: else a waiver of it may be used elsewhere. */
  readonly complete: boolean;
}

const UNKNOWN: Changes = { diagnostics: [], complete: false };

/** Lets every rule look at an input without errors. What is said of its change is waived as all else. */
export function lint(context: LintContext, rules: readonly Rule[] = RULES, changes = UNKNOWN): Linted {
  const found = rules.flatMap((rule) => findings(rule, context));
  const all = distinct([...found, ...changes.diagnostics.filter((each) => !isSaid(each, found))]);
  const sources = [...sourcesOf(context.bindings), context.lock.source];
  return applyWaivers(all, sources, context.clock, new Set(changes.complete ? [] : changeRuleIds));
}

/** What a file by itself shows is said once; and what an environment loses, by what the lock file knows, where it does. */
function isSaid({ rule, at }: Diagnostic, found: readonly Diagnostic[]): boolean {
  const same = rule === 'protection-lost' ? 'weakens-environment' : rule;
  return found.some(
    (other) =>
      other.rule === same && other.at.source.file === at.source.file && rangeOf(other.at).line === rangeOf(at).line,
  );
}

function findings({ id, check }: Rule, context: LintContext): readonly Diagnostic[] {
  const all: Diagnostic[] = [];
  check(context, (at, message, { severity = lintRules[id].severity, related = [] } = {}) => {
    all.push({ rule: id, severity, message, at, related });
  });
  return all;
}
