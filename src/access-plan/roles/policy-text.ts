import { type TemplateScope, expandTemplate } from '../../bindings/template';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, keyOf } from '../../diagnostics/source';
import { foreignCharacter } from '../../iam/condition-value';
import { CONDITION_OPERATOR } from '../../iam/iam-names';
import { type Condition, type Statement, sortConditions } from '../../iam/policy-document';

/** Where texts of a statement are expanded, and what is said about them. */
export interface PolicyPlace {
  readonly scope: TemplateScope;
  readonly problems: Problems;
}

const ACTION = /^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;

/** The actions of a statement. */
export function policyActions(
  values: readonly string[] | undefined,
  at: Location,
  { problems }: PolicyPlace,
): readonly string[] {
  (values ?? []).forEach((action, i) => {
    if (!ACTION.test(action))
      problems.error(
        'invalid-value',
        child(at, i),
        `\`${action}\` is not an IAM action: it is \`service:Action\`, or \`*\``,
      );
  });
  return values ?? [];
}

/** The conditions of a statement, in order. */
export function policyConditions(
  operators: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> | undefined,
  at: Location,
  place: PolicyPlace,
): readonly Condition[] {
  for (const operator of operators?.keys() ?? []) {
    if (CONDITION_OPERATOR.test(operator)) continue;
    place.problems.error(
      'invalid-value',
      keyOf(child(at, operator)),
      `\`${operator}\` is not a condition operator of IAM, as \`StringEquals\` or \`ArnLike\``,
    );
  }
  const all = [...(operators ?? [])].flatMap(([operator, keys]) =>
    [...keys].map(([key, values]) => ({
      operator,
      key,
      values: values.flatMap((value, i) => policyText(value, child(at, operator, key, i), place) ?? []),
    })),
  );
  return sortConditions(all);
}

/** Expands IAM policy text: policy variables stay. */
export function policyText(text: string, at: Location, { scope, problems }: PolicyPlace): string | undefined {
  const expanded = expandTemplate(text, scope, at, problems, { policy: true });
  if (expanded === undefined) return undefined;
  const reason = foreignCharacter(expanded);
  if (reason) problems.error('rejected-by-iam', at, `IAM would refuse \`${expanded}\`: ${reason}`);
  if (expanded.includes('&{'))
    problems.error(
      'reserved-text',
      at,
      '`&{` would be turned into `${` by the AWS provider: write `${` for a policy variable',
    );
  return expanded;
}

/** Reports a statement id that stands twice in one policy, which Terraform refuses in every plan. */
export function checkSids(
  statements: readonly { readonly statement: Statement; readonly at: Location }[],
  why: string,
  problems: Problems,
): void {
  const seen = new Map<string, Location>();
  for (const { statement, at } of statements) {
    const { sid } = statement;
    if (!sid) continue;
    const first = seen.get(sid);
    if (first)
      problems.error('duplicate-sid', at, `the statement id \`${sid}\` is used twice in one policy: ${why}`, {
        message: 'the other one',
        at: first,
      });
    else seen.set(sid, at);
  }
}
