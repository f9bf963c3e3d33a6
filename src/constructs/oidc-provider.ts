import { DataAwsIamOpenidConnectProvider } from '@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider';
import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import type { Construct } from 'constructs';
import type { OidcProviderPlan } from '../access-plan/access-plan';
import { add, dataAddress, dataReference, reference, resourceAddress } from './element';
import type { ImportBlock } from './planned-stack';
import { terraformText } from './terraform-text';

/** What an OIDC provider's place in the stack comes to. */
export interface OidcProviderElement {
  /** What the roles that trust it are applied after. */
  readonly address: string;
  /** Its ARN, by reference. */
  readonly arn: string;
  readonly imports: readonly ImportBlock[];
}

/** Makes, looks up or adopts an OIDC provider. */
export function oidcProvider(scope: Construct, plan: OidcProviderPlan): OidcProviderElement {
  return plan.mode === 'existing' ? lookUp(scope, plan) : manage(scope, plan);
}

/** Address of the resource, whether it is there or not. */
export function oidcProviderAddress(address: string): string {
  return resourceAddress(IamOpenidConnectProvider, address);
}

function manage(scope: Construct, plan: OidcProviderPlan): OidcProviderElement {
  const { address, url, audiences, thumbprints, mode, arn, unset } = plan;
  const imported = mode === 'import';
  add(scope, IamOpenidConnectProvider, address, {
    url: terraformText(url),
    clientIdList: audiences.map(terraformText),
    thumbprintList: thumbprints && [...thumbprints],
    lifecycle: {
      preventDestroy: imported || undefined,
      ignoreChanges: [...unset],
      postcondition: unset.includes('client_id_list') || imported ? audiencesListed(plan) : undefined,
    },
  });
  return {
    address: oidcProviderAddress(address),
    arn: reference(IamOpenidConnectProvider, address, 'arn'),
    imports: imported ? [{ to: oidcProviderAddress(address), id: arn }] : [],
  };
}

/** Never managed. */
function lookUp(scope: Construct, plan: OidcProviderPlan): OidcProviderElement {
  const { address, arn } = plan;
  add(scope, DataAwsIamOpenidConnectProvider, address, {
    arn: terraformText(arn),
    lifecycle: { postcondition: audiencesListed(plan) },
  });
  return {
    address: dataAddress(DataAwsIamOpenidConnectProvider, address),
    arn: dataReference(DataAwsIamOpenidConnectProvider, address, 'arn'),
    imports: [],
  };
}

function audiencesListed({ audiencesInUse, arn }: OidcProviderPlan) {
  if (audiencesInUse.length === 0) return undefined;
  const list = JSON.stringify(audiencesInUse.map(terraformText));
  const errorMessage = terraformText(
    `${arn} does not list every audience that the roles rely on (${audiencesInUse.join(', ')}): tokens for the others would be refused.`,
  );
  return [{ condition: `\${length(setsubtract(${list}, self.client_id_list)) == 0}`, errorMessage }];
}
