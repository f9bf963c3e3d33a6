import type { TerraformJson } from './synth';

interface StatementBlock {
  readonly sid?: string;
  readonly effect: string;
  readonly actions?: readonly string[];
  readonly not_actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly not_resources?: readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly condition?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/**
 * The IAM policies that Terraform would make of a stack's policy documents, by address: read from the emitted JSON alone, with
 * Terraform's escapes undone.
 */
export function iamPolicies(stack: TerraformJson): Readonly<Record<string, unknown>> {
  const documents = (stack.data?.aws_iam_policy_document ?? {}) as Readonly<
    Record<string, { statement?: readonly StatementBlock[] }>
  >;
  return Object.fromEntries(
    Object.entries(documents).map(([address, { statement = [] }]) => [
      address,
      { Version: '2012-10-17', Statement: statement.map((block) => statementJson(block)) },
    ]),
  );
}

function statementJson(block: StatementBlock): object {
  return {
    ...(block.sid && { Sid: block.sid }),
    Effect: block.effect,
    ...(block.actions && { Action: values(block.actions) }),
    ...(block.not_actions && { NotAction: values(block.not_actions) }),
    ...(block.resources && { Resource: values(block.resources) }),
    ...(block.not_resources && { NotResource: values(block.not_resources) }),
    ...(block.principals && {
      Principal: Object.fromEntries(block.principals.map(({ type, identifiers }) => [type, values(identifiers)])),
    }),
    ...(block.condition && { Condition: conditions(block.condition) }),
  };
}

function conditions(blocks: NonNullable<StatementBlock['condition']>): object {
  const result: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values: given } of blocks) {
    const keys = (result[test] ??= {});
    if (variable in keys)
      throw new Error(`${test} ${variable} stands twice: the provider would merge the two into one OR`);
    keys[variable] = values(given);
  }
  return result;
}

function values(given: readonly string[]): unknown {
  const plain = given.map((text) => text.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{'));
  return plain.length === 1 ? plain[0] : plain;
}
