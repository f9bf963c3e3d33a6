import type { PlacedResource } from './resources';

/** What Terraform does for these resources, and CloudFormation cannot do. */
export function notDone(resources: readonly PlacedResource[]): readonly string[] {
  const roles = resources.flatMap(({ role }) => role ?? []);
  const providers = resources.filter(({ resource }) => resource.Type === 'AWS::IAM::OIDCProvider');
  const has = (sign: boolean, sentence: string) => (sign ? [sentence] : []);
  return [
    ...has(
      roles.some(({ exclusive }) => exclusive),
      'Policies that others attach to a role stay attached: CloudFormation takes off only what its own template had.',
    ),
    ...has(
      roles.some(({ unset }) => unset.length > 0),
      'An attribute of a role that is taken out of bindings.yaml is taken off the role, a permissions boundary included. Terraform would leave it as it is.',
    ),
    ...has(
      roles.some(({ adopted }) => adopted),
      'An import leaves a role as it is, its trust policy included, until a change set reverts what differs from the template.',
    ),
    ...has(
      providers.length > 0,
      'Audiences and thumbprints that others add to the OIDC provider are lost when its list in the template changes: list in `audiences` what others use.',
    ),
    ...has(
      providers.some(isEnterpriseServer),
      'A GitHub Enterprise Server whose certificate authority AWS does not know needs `thumbprints`: without them nobody can log in.',
    ),
    ...has(
      resources.some(({ role }) => role && /[^\0-\x7f]/.test(JSON.stringify([role.trust, role.permissions]))),
      'CloudFormation gives templates back with `?` in place of characters beyond ASCII, and in a policy `?` is a wildcard: never deploy a template that was read back.',
    ),
  ];
}

function isEnterpriseServer({ resource }: PlacedResource): boolean {
  return /\/_services\/token$/.test(String(resource.Properties.Url));
}
