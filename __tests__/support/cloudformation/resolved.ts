/** A template, as far as it is read here. */
export interface Template {
  readonly Metadata: { readonly 'oidc-bindings': { readonly not_in_cloudformation: readonly string[] } };
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Where a template is deployed. */
export interface Deployment {
  readonly id: string;
  readonly partition: string;
}

/**
 * What CloudFormation makes of data of a template. Throws where it would do more than to join literals with the account's id and
 * partition: look something up, call a function, read a dynamic reference.
 */
export function resolvedIn({ id, partition }: Deployment, data: unknown): unknown {
  if (typeof data === 'string') return literal(data);
  if (Array.isArray(data)) return data.map((item) => resolvedIn({ id, partition }, item));
  if (typeof data !== 'object' || data === null) return data;
  const keys = Object.keys(data);
  const name = keys.find((key) => /^(Fn::|Ref$|Condition$)/i.test(key));
  if (name === 'Fn::Join' && keys.length === 1)
    return joined((data as { 'Fn::Join': unknown })['Fn::Join'], { id, partition });
  if (name !== undefined && !(name === 'Condition' && isStatement(data)))
    throw new Error(`CloudFormation would evaluate ${JSON.stringify(data)}`);
  const entries = Object.entries(data).map(([key, value]) => [literal(key), resolvedIn({ id, partition }, value)]);
  return Object.fromEntries(entries) as unknown;
}

function literal(text: string): string {
  if (/\{\{\s*resolve\s*:/i.test(text)) throw new Error(`CloudFormation would look up ${JSON.stringify(text)}`);
  return text;
}

function joined(argument: unknown, { id, partition }: Deployment): string {
  const [separator, parts] = argument as [string, readonly (string | Readonly<Record<string, string>>)[]];
  const values: ReadonlyMap<string, string> = new Map([
    ['{"Ref":"AWS::AccountId"}', id],
    ['{"Ref":"AWS::Partition"}', partition],
  ]);
  const texts = parts.map((part) => (typeof part === 'string' ? part : values.get(JSON.stringify(part))));
  if (texts.includes(undefined)) throw new Error(`CloudFormation would evaluate ${JSON.stringify(parts)}`);
  return literal(texts.join(separator));
}

/** IAM calls the conditions of a statement so, too. */
function isStatement(data: object): boolean {
  const { Effect, Condition } = data as { Effect?: unknown; Condition?: unknown };
  return (Effect === 'Allow' || Effect === 'Deny') && typeof Condition === 'object';
}
