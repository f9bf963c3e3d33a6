import type { PlacedResource } from './resources';

/** A text that CloudFormation would replace, and the resource that it would stand in. */
export interface ReservedText {
  readonly resource: PlacedResource;
  /** In one sentence. */
  readonly problem: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const DYNAMIC_REFERENCE = /\{\{\s*resolve\s*:/i;
/**
 * A mapping with such a key is a function.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
const FUNCTION = /^(?:Fn::.*|Ref|Condition)$/is;

/** The texts of users that CloudFormation would put something else in the place of; there is no way to escape them. */
export function reservedTexts(resources: readonly PlacedResource[]): readonly ReservedText[] {
  return resources.flatMap((resource) => problemsOf(resource).map((problem) => ({ resource, problem })));
}

function problemsOf({ role, resource }: PlacedResource): readonly string[] {
  const isSuspect = JSON.stringify(resource.Properties).includes('{{');
  const isReplaced = isSuspect && textsOf(resource.Properties).some((text) => DYNAMIC_REFERENCE.test(text));
  const statements = role ? [...role.trust, ...role.permissions] : [];
  const keys = statements
    .flatMap(({ conditions }) => conditions.map(({ key }) => key))
    .filter((key) => FUNCTION.test(key));
  return [
    ...(isReplaced
      ? ['CloudFormation would replace `{{resolve:` by a parameter or a secret, and there is no way to escape it']
      : []),
    ...[...new Set(keys)].map((key) => `CloudFormation would read the condition key \`${key}\` as a function`),
  ];
}

/** All texts in nested data, keys included. */
function textsOf(data: unknown): readonly string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => [key, ...textsOf(value)]);
}
