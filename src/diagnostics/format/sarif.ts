import { type RuleId, catalogue } from '../catalogue';
import type { Diagnostic, RelatedLocation, Severity } from '../diagnostic';
import { type Location, rangeOf } from '../source';
import { fingerprints } from './fingerprints';
import { jsonText } from './json-text';
import { securitySeverity } from './security-severity';

/** What a SARIF log says of this program, which only the edge can read. */
export interface SarifTool {
  readonly version: string;
  /** The page that explains a rule, as Markdown; nothing if there is none at hand. */
  readonly page: (rule: RuleId) => string | undefined;
}

/**
 * For code scanning: SARIF 2.1.0, with every rule and the findings. What is waived is left out: code scanning takes no notice of
 * suppressions, and would open alerts.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export function formatSarif(diagnostics: readonly Diagnostic[], tool: SarifTool): string {
  const prints = fingerprints(diagnostics);
  const rules = [...catalogue.keys()];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'oidc-bindings',
            version: tool.version,
            rules: rules.map((rule) => ruleEntry(rule, tool.page(rule))),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic, i) => ({
          ruleId: diagnostic.rule,
          ruleIndex: rules.indexOf(diagnostic.rule),
          ...result(diagnostic),
          partialFingerprints: { 'oidcBindingsFinding/v1': prints[i] },
        })),
      },
    ],
  };
  return jsonText(log);
}

function ruleEntry(id: RuleId, page: string | undefined) {
  const { summary, severity } = catalogue.get(id) ?? { summary: '', severity: 'error' as const };
  const score = securitySeverity(id);
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: summary, ...(page !== undefined && { markdown: page }) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: score === undefined ? { tags: [] } : { tags: ['security'], 'security-severity': score },
  };
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

function result({ severity, message, at, related }: Diagnostic) {
  // A related place is shown where the message links to it, by its number.
  const links = related.map((other, i) => `[${other.message.replace(/[[\]\\]/g, '\\$&')}](${i + 1})`);
  return {
    level: LEVELS[severity],
    message: { text: [withoutLinks(message), ...links].join('\n') },
    locations: [{ physicalLocation: physicalLocation(at) }],
    ...(related.length > 0 && { relatedLocations: related.map(relatedLocation) }),
  };
}

function relatedLocation({ message, at }: RelatedLocation, i: number) {
  return { id: i + 1, message: { text: withoutLinks(message) }, physicalLocation: physicalLocation(at) };
}

/** In messages `[text](target)` is a link: what a user wrote must not become one. */
function withoutLinks(text: string): string {
  return text.replace(/\[(?=[^[\]]*\]\()/g, '\\[');
}

function physicalLocation(at: Location) {
  const { line, column, endLine, endColumn } = rangeOf(at);
  return {
    artifactLocation: { uri: uriOf(at.source.file) },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** A path as the user sees it stays relative to where the user stands; an absolute one becomes a `file:` address. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path)) return `file:///${encoded.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}
