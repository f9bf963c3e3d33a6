import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import type { Construct } from 'constructs';
import type { Statement } from '../iam/policy-document';
import { add, dataReference } from './element';
import { optionalText, terraformText } from './terraform-text';

/** Declares a policy of literals only, which Terraform reads while planning and a reviewer can read; gives a reference to its JSON. */
export function policyDocument(scope: Construct, address: string, statements: readonly Statement[]): string {
  add(scope, DataAwsIamPolicyDocument, address, { version: '2012-10-17', statement: statements.map(statementBlock) });
  return dataReference(DataAwsIamPolicyDocument, address, 'minified_json');
}

function statementBlock(statement: Statement): DataAwsIamPolicyDocumentStatement {
  return {
    sid: optionalText(statement.sid),
    effect: statement.effect,
    actions: texts(statement.actions),
    notActions: texts(statement.notActions),
    resources: texts(statement.resources),
    notResources: texts(statement.notResources),
    principals: blocks(
      statement.principals.map(({ type, identifiers }) => ({ type, identifiers: identifiers.map(terraformText) })),
    ),
    condition: blocks(
      statement.conditions.map(({ operator, key, values }) => ({
        test: terraformText(operator),
        variable: terraformText(key),
        values: values.map(terraformText),
      })),
    ),
  };
}

function texts(values: readonly string[]): string[] | undefined {
  return blocks(values.map(terraformText));
}

function blocks<T>(values: T[]): T[] | undefined {
  return values.length > 0 ? values : undefined;
}
