import { type Block, isBlock } from './stack';

/** The ids of owners, by their names in lower case, that the trust policies of a stack's Terraform JSON give. */
export function trustedOwners(config: Block): ReadonlyMap<string, string> {
  return new Map(statementsOf(config).flatMap(ownersIn));
}

/** An immutable subject holds both; beside another the id stands as a condition, which is about one owner alone. */
function ownersIn(statement: Block): readonly (readonly [name: string, id: string])[] {
  const conditions = blocksOf(statement.condition);
  const valuesOf = (key: string) =>
    conditions.filter(({ variable }) => String(variable).endsWith(`:${key}`)).flatMap(({ values }) => values);
  const [pinned] = valuesOf('repository_owner_id');
  return valuesOf('sub').flatMap((subject) => {
    const [, name, id = pinned] = /^repo:([^@/:]+)(?:@(\d+))?\//.exec(String(subject)) ?? [];
    return name !== undefined && typeof id === 'string' ? [[name.toLowerCase(), id] as const] : [];
  });
}

function statementsOf({ data }: Block): readonly Block[] {
  const documents = isBlock(data) ? data.aws_iam_policy_document : undefined;
  return Object.values(isBlock(documents) ? documents : {}).flatMap((each) =>
    isBlock(each) ? blocksOf(each.statement) : [],
  );
}

function blocksOf(value: unknown): readonly Block[] {
  return (Array.isArray(value) ? value : [value]).filter(isBlock);
}
