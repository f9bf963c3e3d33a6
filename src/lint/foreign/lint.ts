import { catalogue } from '../../diagnostics/catalogue';
import { type Diagnostic, createProblems, distinct, sortDiagnostics } from '../../diagnostics/diagnostic';
import { inContext } from './place';
import { readDocuments } from './read';
import { FOREIGN_RULES } from './registry';
import type { ForeignRule } from './rule';
import { type ForeignPolicy, trustOf } from './trust';

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
  const policies = documents.map(trustOf).filter(({ trusts }) => trusts.length > 0);
  const found = policies.flatMap((policy) => rules.flatMap((rule) => findings(rule, policy)));
  return {
    diagnostics: sortDiagnostics(distinct([...problems.all, ...found])),
    counts: {
      policies: documents.length,
      ofRoles: documents.some(({ role }) => role !== undefined) || documents.length !== 1,
      trusting: policies.length,
    },
  };
}

function findings({ id, check }: ForeignRule, policy: ForeignPolicy): readonly Diagnostic[] {
  const all: Diagnostic[] = [];
  const usual = catalogue.get(id)?.severity ?? 'error';
  check(policy, (place, message, severity = usual) => {
    all.push({ rule: id, severity, message: inContext(place, message), at: place.at, related: [] });
  });
  return all;
}
