import { type Calculus, createCalculus } from '../../analysis/calculus';
import { unlessTooComplex } from '../../analysis/too-complex';
import { catalogue } from '../../diagnostics/catalogue';
import { type Diagnostic, createProblems, distinct, sortDiagnostics } from '../../diagnostics/diagnostic';
import { inContext } from './place';
import { type ForeignDocument, readDocuments } from './read';
import { FOREIGN_RULES } from './registry';
import type { ForeignRule } from './rule';
import { isSatisfiable, portionsOf } from './portions';
import { deadStatements } from './dead-statements';
import { type ForeignPolicy, trustsOf } from './trust';

/** What there is to say about a file of trust policies. */
export interface ForeignLinted {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent if the file holds no trust policy. */
  readonly counts?: PolicyCounts;
}

/** How many policies a file has, whether they are of roles, and how many of them trust GitHub. */
export interface PolicyCounts {
  readonly policies: number;
  readonly ofRoles: boolean;
  readonly trusting: number;
}

/** As `2 roles trust GitHub, 41 others were passed over`. */
export function formatCounts({ policies, ofRoles, trusting }: PolicyCounts): string {
  if (!ofRoles)
    return trusting > 0 ? 'the policy trusts GitHub' : 'the policy does not trust GitHub, and was passed over';
  const others = policies - trusting;
  const roles = `${trusting} ${trusting === 1 ? 'role trusts' : 'roles trust'} GitHub`;
  return others === 0 ? roles : `${roles}, ${others} ${others === 1 ? 'other was' : 'others were'} passed over`;
}

/** Lints the trust policies of a file that this program did not write. They have no comments, and so no waivers. */
export function lintForeign(file: string, text: string, rules: readonly ForeignRule[] = FOREIGN_RULES): ForeignLinted {
  const problems = createProblems();
  const documents = readDocuments(file, text, problems);
  if (!documents) return { diagnostics: problems.all };
  const calculus = createCalculus();
  const judged = documents.map((document) => judge(document, rules, calculus));
  return {
    diagnostics: sortDiagnostics(distinct([...problems.all, ...judged.flatMap((found) => found ?? [])])),
    counts: {
      policies: documents.length,
      ofRoles: documents.some(({ role }) => role !== undefined) || documents.length !== 1,
      trusting: judged.filter((found) => found !== undefined).length,
    },
  };
}

/** What rules find of a document; nothing if it is not about GitHub. */
function judge(
  document: ForeignDocument,
  rules: readonly ForeignRule[],
  calculus: Calculus,
): readonly Diagnostic[] | undefined {
  const [trusts, dead] = [trustsOf(document), deadStatements(document)];
  const [place] = [...trusts, ...dead].map((each) => each.place);
  if (!place) return undefined;
  const found = unlessTooComplex(() => {
    const policy: ForeignPolicy = {
      role: document.role,
      trusts,
      dead,
      portions: portionsOf(trusts, calculus),
      isSatisfiable: (trust, conditions) => isSatisfiable({ trusts }, trust, conditions, calculus),
    };
    return rules.flatMap((rule) => findings(rule, policy));
  });
  if (found !== 'too complex') return found;
  const message = 'the wildcards of these conditions have too many combinations: who gets in cannot be decided';
  return [{ rule: 'policy-file', severity: 'error', message: inContext(place, message), at: place.at, related: [] }];
}

function findings({ id, check }: ForeignRule, policy: ForeignPolicy): readonly Diagnostic[] {
  const all: Diagnostic[] = [];
  const [note] = policy.trusts.flatMap((trust) => trust.unresolved ?? []);
  const unresolved =
    note === undefined
      ? ''
      : `\nthe principal \`${note}\` is not known here: taken is the issuer that the condition keys name`;
  const usual = catalogue.get(id)?.severity ?? 'error';
  check(policy, (place, message, severity = usual) => {
    all.push({ rule: id, severity, message: inContext(place, `${message}${unresolved}`), at: place.at, related: [] });
  });
  return all;
}
