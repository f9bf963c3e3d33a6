import { exact, pattern } from '../../src/oidc/claim-text';
import { audienceVendor } from '../../src/oidc/vendor-audiences';

it.each([
  ['api://AzureADTokenExchange', 'Microsoft Entra'],
  ['api://AzureADTokenExchangeUSGov', 'Microsoft Entra'],
  [
    'https://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/octo/providers/github',
    'Google Cloud',
  ],
  ['//iam.googleapis.com/projects/1', 'Google Cloud'],
  ['crates.io', 'crates.io'],
  ['https://codecov.io', 'Codecov'],
  ['npm:registry.npmjs.org', 'npm'],
  ['octo-sts.dev', 'Octo STS'],
  ['pypi', 'PyPI'],
  ['testpypi', 'TestPyPI'],
  ['rubygems.org', 'RubyGems'],
  ['sigstore', 'Sigstore'],
  ['sts.amazonaws.com', undefined],
  ['pypi.example', undefined],
  ['https://github.com/octo-org', undefined],
])('knows to whom jobs hand a token for %s', (audience, vendor) => {
  expect(audienceVendor(exact(audience))).toBe(vendor);
});

it('takes a pattern for each audience that it admits', () => {
  expect(audienceVendor(pattern('sigstor?'))).toBe('Sigstore');
  expect(audienceVendor(pattern('sts.????'))).toBeUndefined();
});
