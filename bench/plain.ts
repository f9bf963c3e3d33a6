import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePoliciesExclusive } from '@cdktf/provider-aws/lib/iam-role-policies-exclusive';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachmentsExclusive } from '@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, S3Backend, type TerraformElement, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { accountId, accountNames, repositoryId, serviceNames } from './input';

const REGION = 'us-east-2';
const ISSUER = 'token.actions.githubusercontent.com';

/** An account as someone would write it who knows CDKTF and nothing of this project. */
class PlainAccountStack extends TerraformStack {
  constructor(
    scope: Construct,
    private readonly account: { readonly name: string; readonly id: string },
    services: readonly string[],
  ) {
    super(scope, account.name);
    new S3Backend(this, { bucket: `octo-state-${account.id}`, key: 'oidc-bindings.tfstate', region: REGION });
    this.addOverride('terraform.required_version', '>= 1.7');
    this.addOverride('terraform.required_providers.aws', { source: 'hashicorp/aws', version: '~> 6.2' });
    new AwsProvider(this, 'aws', { region: REGION, allowedAccountIds: [account.id] });
    const provider = named(
      'github',
      new IamOpenidConnectProvider(this, 'provider', {
        url: `https://${ISSUER}`,
        clientIdList: ['sts.amazonaws.com'],
        lifecycle: {
          ignoreChanges: ['client_id_list', 'thumbprint_list', 'tags', 'tags_all'],
          postcondition: [audienceListed(account.id)],
        },
      }),
    );
    const roles = services.map((service, i) => [service, this.addRole(service, i, provider).arn]);
    named('oidc_provider_arn', new TerraformOutput(this, 'provider-arn', { value: provider.arn }));
    named('role_arns', new TerraformOutput(this, 'role-arns', { value: Object.fromEntries(roles) as object }));
  }

  private addRole(service: string, i: number, provider: IamOpenidConnectProvider): IamRole {
    const trust = new DataAwsIamPolicyDocument(this, `${service}-trust`, {
      version: '2012-10-17',
      statement: [trustStatement(this.account.id, `repo:octo-org@123456/${service}@${repositoryId(i)}`)],
    });
    const role = new IamRole(this, `${service}-role`, {
      name: service,
      path: '/',
      description: `Deploys ${service}`,
      assumeRolePolicy: named(`${service}__trust`, trust).minifiedJson,
      maxSessionDuration: 3600,
      forceDetachPolicies: true,
      dependsOn: [provider],
      lifecycle: { ignoreChanges: ['max_session_duration', 'permissions_boundary', 'tags', 'tags_all'] },
    });
    named(service, role);
    const permissions = new DataAwsIamPolicyDocument(this, `${service}-permissions`, {
      version: '2012-10-17',
      statement: permissionStatements(this.account, service),
    });
    const policy = new IamRolePolicy(this, `${service}-policy`, {
      name: 'permissions',
      role: role.id,
      policy: named(`${service}__permissions`, permissions).minifiedJson,
    });
    const policyNames = [named(service, policy).name];
    named(service, new IamRolePoliciesExclusive(this, `${service}-policies`, { roleName: role.id, policyNames }));
    named(
      service,
      new IamRolePolicyAttachmentsExclusive(this, `${service}-attachments`, { roleName: role.id, policyArns: [] }),
    );
    return role;
  }
}

function audienceListed(account: string) {
  const arn = `arn:aws:iam::${account}:oidc-provider/${ISSUER}`;
  return {
    condition: '${length(setsubtract(["sts.amazonaws.com"], self.client_id_list)) == 0}',
    errorMessage: `${arn} does not list every audience that the roles rely on (sts.amazonaws.com): tokens for the others would be refused.`,
  };
}

function trustStatement(account: string, subject: string) {
  return {
    effect: 'Allow',
    actions: ['sts:AssumeRoleWithWebIdentity'],
    principals: [{ type: 'Federated', identifiers: [`arn:aws:iam::${account}:oidc-provider/${ISSUER}`] }],
    condition: [
      { test: 'StringEquals', variable: `${ISSUER}:aud`, values: ['sts.amazonaws.com'] },
      { test: 'StringEquals', variable: `${ISSUER}:sub`, values: [`${subject}:ref:refs/heads/main`] },
    ],
  };
}

function permissionStatements({ name, id }: { readonly name: string; readonly id: string }, service: string) {
  return [
    {
      effect: 'Allow',
      actions: ['s3:PutObject', 's3:DeleteObject'],
      resources: [`arn:aws:s3:::octo-${service}-${name}/*`],
    },
    {
      effect: 'Allow',
      actions: ['lambda:UpdateFunctionCode', 'lambda:GetFunction'],
      resources: [`arn:aws:lambda:${REGION}:${id}:function:${service}`],
    },
  ];
}

function named<E extends TerraformElement>(address: string, element: E): E {
  element.overrideLogicalId(address);
  return element;
}

const [accounts, roles] = process.argv.slice(2).map(Number);
const app = new App();
const services = serviceNames(roles ?? 1);
accountNames(accounts ?? 1).forEach((name, i) => new PlainAccountStack(app, { name, id: accountId(i) }, services));
app.synth();
