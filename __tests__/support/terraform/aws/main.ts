import { ownSchema } from '../plugin/own-schema';
import { serve } from '../plugin/serve';
import { readWorld } from '../world';
import { connect } from './connection';
import { attachmentsExclusive, policiesExclusive } from './exclusive';
import { oidcProvider, oidcProviderData } from './oidc-provider';
import { policyDocument } from './policy-document';
import { policyAttachment, rolePolicy } from './role-policies';
import { role } from './role';

serve({
  schema: ownSchema,
  configure: connect,
  making: ({ world }) => readWorld(world).making ?? 60,
  resources: new Map([
    ['aws_iam_openid_connect_provider', oidcProvider],
    ['aws_iam_role', role],
    ['aws_iam_role_policy', rolePolicy],
    ['aws_iam_role_policy_attachment', policyAttachment],
    ['aws_iam_role_policies_exclusive', policiesExclusive],
    ['aws_iam_role_policy_attachments_exclusive', attachmentsExclusive],
  ]),
  dataSources: new Map([
    ['aws_iam_openid_connect_provider', oidcProviderData],
    ['aws_iam_policy_document', (_, config) => policyDocument(config)],
  ]),
});
