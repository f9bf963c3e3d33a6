import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformOutput, Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccountPlan, CredentialsPlan } from '../access-plan/access-plan';
import { address } from '../access-plan/names';
import { reference } from './element';
import { federatedRole, tagMap } from './federated-role';
import { oidcProvider, oidcProviderAddress } from './oidc-provider';
import { PlannedStack } from './planned-stack';
import { everyAddress } from './role-addresses';
import { optionalText, terraformText } from './terraform-text';

/** Before 6.2 a role fails with `Unexpected Identity Change`: https://github.com/hashicorp/terraform-provider-aws/issues/43204 */
const AWS = { name: 'aws', source: 'hashicorp/aws', version: '~> 6.2' };

/** The stack of one AWS account: its OIDC provider, and the roles that trust it. */
export class AccountStack extends PlannedStack {
  constructor(app: Construct, plan: AccountPlan) {
    super(app, plan, AWS);
    const provider = new AwsProvider(this, 'aws', {
      region: plan.region,
      allowedAccountIds: [plan.id],
      ...credentials(plan.credentials),
    });
    // Not by the class's own field, which would write the users' tag keys in snake case.
    const tags = tagMap(plan.tags);
    if (tags) provider.addOverride('default_tags', [{ tags }]);

    const providers = plan.oidcProviders.map((provider) => oidcProvider(this, provider));
    const roles = plan.roles.map((role) => federatedRole(this, role, providers));
    this.adopt([...providers, ...roles].flatMap(({ imports }) => imports));
    this.move(roles.flatMap(({ moves }) => moves));
    this.letGo([
      ...plan.letGo.oidcProviders.map(oidcProviderAddress),
      ...plan.letGo.roles.flatMap(({ bindings, managedPolicies }) =>
        bindings.flatMap((binding) => everyAddress(binding, managedPolicies)),
      ),
    ]);
    if (!plan.retired) this.addOutputs(plan, providers.at(-1)?.arn);
  }

  private addOutputs({ roles }: AccountPlan, providerArn: string | undefined): void {
    const outputs = {
      oidc_provider_arn: providerArn,
      role_arns: Object.fromEntries(roles.map(({ binding }) => [binding, reference(IamRole, address(binding), 'arn')])),
    };
    // Of anything but a token CDKTF asks `util.isArray`, which Node.js 22 and later warn of.
    for (const [name, value] of Object.entries(outputs))
      new TerraformOutput(this, name, { value: Token.asAny(value) }).overrideLogicalId(name);
  }
}

function credentials(plan: CredentialsPlan | undefined) {
  if (!plan) return {};
  if ('profile' in plan) return { profile: terraformText(plan.profile) };
  const { roleArn, externalId, sessionName } = plan;
  return {
    assumeRole: [
      { roleArn: terraformText(roleArn), externalId: optionalText(externalId), sessionName: optionalText(sessionName) },
    ],
  };
}
