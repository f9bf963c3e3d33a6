import { Lexer } from 'yaml';
import { type RuleId, catalogue, isRuleId } from './catalogue';
import { daysBetween, isDay } from './day';
import { type Diagnostic, type Severity, sortDiagnostics } from './diagnostic';
import { type Location, type Source, location, rangeOf } from './source';
import { didYouMean } from './suggest';

/** A comment in an input file by which its author lives with findings of some rules on one line, for a reason and a time. */
export interface Waiver {
  readonly rules: readonly string[];
  /** The last day on which it holds, as `YYYY-MM-DD`, UTC. */
  readonly until?: string;
  readonly reason: string;
  /** The comment. */
  readonly at: Location;
  /** The line of which findings are waived, counted from 1. */
  readonly line: number;
}

/** A finding that is waived, and by what. */
export interface Waived {
  readonly diagnostic: Diagnostic;
  readonly waiver: Waiver;
}

/** How waivers are read. */
export interface WaiverClock {
  /** Today, as `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** The severity of what is wrong only because of the day: it must not stop what only emits. */
  readonly overdue: Severity;
}

const MAX_DAYS = 365;
const MARK = /^#\s*oidc-bindings:\s*(.*)$/;
const WAIVER = /^ignore\[([^\]]*)\]\s*(.*)$/;
const UNTIL = /(?:^|\s)until=(\S*)/;

/** The waivers of a file. One on a line of its own is for the next line that holds anything. */
export function readWaivers(source: Source): readonly Waiver[] {
  if (!source.text.includes('oidc-bindings:')) return [];
  const lines = source.text.split('\n');
  const waivers: Waiver[] = [];
  let offset = 0;
  let line = 1;
  for (const token of new Lexer().lex(source.text)) {
    const text = MARK.exec(token)?.[1];
    if (text !== undefined)
      waivers.push(waiverOf(text, { ...location(source), span: [offset, offset + token.length] }, line, lines));
    if (STANDS_NOWHERE.has(token)) continue;
    offset += token.length;
    line += token.split('\n').length - 1;
  }
  return waivers;
}

/** What the lexer says before a document or a text, and after a list that does not end: the file has none of it. */
const STANDS_NOWHERE = new Set(['\x02', '\x1f', '\x18']);

function waiverOf(text: string, at: Location, line: number, lines: readonly string[]): Waiver {
  const [, rules = '', rest = ''] = WAIVER.exec(text) ?? [];
  const isAlone = /^\s*#/.test(lines[line - 1] ?? '');
  return {
    rules: [
      ...new Set(
        rules
          .split(',')
          .map((rule) => rule.trim())
          .filter(Boolean),
      ),
    ],
    until: UNTIL.exec(rest)?.[1],
    reason: rest.replace(UNTIL, ' ').trim(),
    at,
    line: isAlone ? nextLine(lines, line) : line,
  };
}

function nextLine(lines: readonly string[], after: number): number {
  const index = lines.findIndex((text, i) => i >= after && !/^\s*(#|$)/.test(text));
  return index < 0 ? after : index + 1;
}

/**
 * Takes out what is waived; what is wrong with the waivers themselves is added. Of rules that were not judged, of which nothing
 * could be reported, no waiver is called unused.
 */
export function applyWaivers(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  clock: WaiverClock,
  unjudged: ReadonlySet<string> = new Set(),
): { readonly diagnostics: readonly Diagnostic[]; readonly waived: readonly Waived[] } {
  const waivers = sources.flatMap(readWaivers);
  if (waivers.length === 0) return { diagnostics: sortDiagnostics(diagnostics), waived: [] };
  const sound = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    if (faultOf(waiver) !== undefined) continue;
    const key = lineKey(waiver.at.source, waiver.line);
    sound.set(key, [...(sound.get(key) ?? []), waiver]);
  }
  const waived: Waived[] = [];
  const kept = sortDiagnostics(diagnostics).filter((diagnostic) => {
    const { at, rule } = diagnostic;
    const here = sound.get(lineKey(at.source, rangeOf(at).line));
    const waiver = here?.find(({ rules }) => rules.includes(rule));
    if (waiver) waived.push({ diagnostic, waiver });
    return !waiver;
  });
  const used = new Set(waived.map(({ waiver, diagnostic }) => usage(waiver, diagnostic.rule)));
  const own = waivers.flatMap((waiver) => [
    ...aboutForm(waiver),
    ...aboutUse(waiver, used, unjudged),
    ...aboutTime(waiver, clock),
  ]);
  return { diagnostics: sortDiagnostics([...kept, ...own]), waived };
}

function lineKey({ file }: Source, line: number): string {
  return `${line} ${file}`;
}

function usage({ at }: Waiver, rule: string): string {
  return JSON.stringify([at.source.file, at.span, rule]);
}

/** What makes a waiver worth nothing, whatever the day. */
function faultOf({ rules, until, reason }: Waiver): string | undefined {
  if (rules.length === 0) return 'a waiver names rules: `# oidc-bindings: ignore[rule-id] until=2027-03-31 the reason`';
  for (const rule of rules) {
    if (!isRuleId(rule)) return `there is no rule \`${rule}\`${didYouMean(rule, [...catalogue.keys()])}`;
    if (!catalogue.get(rule)?.waivable) return `\`${rule}\` cannot be waived`;
  }
  if (until === undefined) return 'a waiver needs an end: `until=YYYY-MM-DD`, at most a year ahead';
  if (!isDay(until)) return `\`${until}\` is not a day: \`until=YYYY-MM-DD\``;
  if (reason === '') return 'a waiver needs a reason, for those who read it later';
  return undefined;
}

function aboutForm(waiver: Waiver): readonly Diagnostic[] {
  const fault = faultOf(waiver);
  return fault === undefined ? [] : [diagnostic('invalid-waiver', 'error', waiver, fault)];
}

function aboutUse(waiver: Waiver, used: ReadonlySet<string>, unjudged: ReadonlySet<string>): readonly Diagnostic[] {
  if (faultOf(waiver) !== undefined) return [];
  return waiver.rules
    .filter((rule) => !used.has(usage(waiver, rule)) && !unjudged.has(rule))
    .map((rule) =>
      diagnostic(
        'unused-waiver',
        'warning',
        waiver,
        `\`${rule}\` is not reported on line ${waiver.line}: remove the waiver`,
      ),
    );
}

function aboutTime(waiver: Waiver, { today, overdue }: WaiverClock): readonly Diagnostic[] {
  const { until = '' } = waiver;
  if (faultOf(waiver) !== undefined) return [];
  const days = daysBetween(today, until);
  if (days < 0)
    return [
      diagnostic('expired-waiver', overdue, waiver, `the waiver ended on ${until}: mend what it is about, or renew it`),
    ];
  if (days > MAX_DAYS)
    return [
      diagnostic(
        'invalid-waiver',
        overdue,
        waiver,
        `the waiver ends ${days} days from now, and may do so in ${MAX_DAYS}`,
      ),
    ];
  return [];
}

function diagnostic(rule: RuleId, severity: Severity, { at }: Waiver, message: string): Diagnostic {
  return { rule, severity, message, at, related: [] };
}
