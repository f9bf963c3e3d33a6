import { readYaml } from '../../bindings/yaml';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, location } from '../../diagnostics/source';
import { isJsonMap } from './json';
import type { DocumentPlace } from './place';
import { type ForeignStatement, readStatements } from './statement';

/** A trust policy that this program did not write. */
export interface ForeignDocument {
  /** The role it belongs to, where the file says so. */
  readonly role?: string;
  /** The account of the role, where the file says so. */
  readonly account?: string;
  readonly statements: readonly ForeignStatement[];
}

const WANTED =
  'wanted is an IAM trust policy, or what `aws iam get-role`, `list-roles` or `get-account-authorization-details` prints';

/**
 * The trust policies of a file: one policy, or those of the roles that IAM's commands print, as objects, as text or
 * URL-encoded. Nothing if the file holds none of it; `problems` says why.
 */
export function readDocuments(file: string, text: string, problems: Problems): readonly ForeignDocument[] | undefined {
  const root = readJson(file, text.replace(/^\uFEFF/, ''), problems);
  if (!root) return undefined;
  const documents: ForeignDocument[] = [];
  const found = collect(root.value, root.at, documents, problems);
  if (found) return documents;
  problems.error('policy-file', root.at, `\`${file}\` holds no trust policy\n${WANTED}`);
  return undefined;
}

function readJson(file: string, text: string, problems: Problems) {
  const fault = jsonFault(text);
  const [{ source, value }, wrong] = readYaml(file, text);
  const tooLarge = wrong.find(({ rule }) => rule === 'input-too-large');
  if (tooLarge) {
    const wayOut = tooLarge.message.includes('nested') ? WANTED : '`aws iam list-roles` prints the roles alone';
    problems.error(tooLarge.rule, tooLarge.at, `${tooLarge.message}\n${wayOut}`);
    return undefined;
  }
  if (fault || value === undefined) {
    const offset = Math.min(Number(/position (\d+)/.exec(fault ?? '')?.[1] ?? 0), Math.max(0, text.length - 1));
    problems.error(
      'policy-file',
      { ...location(source), span: [offset, offset + 1] },
      `\`${file}\` is not JSON\n${WANTED}`,
    );
    return undefined;
  }
  for (const { rule, at, message, related } of wrong)
    if (rule === 'duplicate-key') problems.error(rule, at, `${message}: IAM refuses that`, ...related);
  return { value, at: location(source) };
}

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Looks for roles and policies; says whether there was anything that can hold some. Each role counts once. */
function collect(root: unknown, at: Location, documents: ForeignDocument[], problems: Problems): boolean {
  const known = new Set<string>();
  const visit = (value: unknown, place: Location): boolean => {
    if (Array.isArray(value)) return value.map((item, i) => visit(item, child(place, i))).some(Boolean);
    if (!isJsonMap(value)) return false;
    if ('AssumeRolePolicyDocument' in value) {
      const { RoleName: name, Arn: arn, AssumeRolePolicyDocument: document } = value;
      const role = typeof name === 'string' ? name : undefined;
      const identity = typeof arn === 'string' ? arn : undefined;
      // Exports list a role twice; one that stands there with another policy is looked at, too.
      const entry = JSON.stringify([identity, document]);
      if (identity !== undefined && known.has(entry)) return true;
      known.add(entry);
      const account = /^arn:[^:]*:iam::(\d{12}):/.exec(identity ?? '')?.[1];
      const at = child(place, 'AssumeRolePolicyDocument');
      documents.push({ ...readRole(document, { at, embedded: false, role }, problems), account });
      return true;
    }
    if ('Statement' in value && place.path.every((step) => typeof step === 'number')) {
      documents.push({ statements: readStatements(value, { at: place, embedded: false }, problems) });
      return true;
    }
    const inside = Object.entries(value).map(([key, each]) => visit(each, child(place, key)));
    return inside.some(Boolean) || 'Roles' in value || 'RoleDetailList' in value;
  };
  return visit(root, at);
}

function readRole(document: unknown, place: DocumentPlace, problems: Problems): ForeignDocument {
  const { role } = place;
  if (isJsonMap(document)) return { role, statements: readStatements(document, place, problems) };
  const parsed = typeof document === 'string' ? parseText(document) : undefined;
  if (isJsonMap(parsed)) return { role, statements: readStatements(parsed, { ...place, embedded: true }, problems) };
  const of = role === undefined ? '' : `role \`${role}\`: `;
  problems.error('policy-file', place.at, `${of}the trust policy is neither a mapping nor text that holds one`);
  return { role, statements: [] };
}

/** IAM's API gives documents URL-encoded; its clients mostly undo that. Some tools encode a space as `+`, and a `+` as `%2B`. */
function parseText(text: string): unknown {
  const plus = text.replaceAll('+', ' ');
  const candidates = [() => text, () => decodeURIComponent(text), () => decodeURIComponent(plus)];
  for (const candidate of candidates) {
    try {
      return JSON.parse(candidate());
    } catch {
      continue;
    }
  }
  return undefined;
}
