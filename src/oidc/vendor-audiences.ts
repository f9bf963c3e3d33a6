import { type ClaimText, exact, overlaps, pattern } from './claim-text';

/** Audiences by which others than AWS ask to be addressed, and who they are. */
const VENDORS: readonly (readonly [audience: ClaimText, vendor: string])[] = [
  [pattern('api://AzureADTokenExchange*'), 'Microsoft Entra'],
  [pattern('*//iam.googleapis.com/*'), 'Google Cloud'],
  [exact('crates.io'), 'crates.io'],
  [exact('https://codecov.io'), 'Codecov'],
  [exact('npm:registry.npmjs.org'), 'npm'],
  [exact('octo-sts.dev'), 'Octo STS'],
  [exact('pypi'), 'PyPI'],
  [exact('rubygems.org'), 'RubyGems'],
  [exact('sigstore'), 'Sigstore'],
  [exact('testpypi'), 'TestPyPI'],
];

/** To whom jobs hand tokens for an audience, or nothing if nobody is known: whoever is handed one could use it elsewhere. */
export function audienceVendor(audience: ClaimText): string | undefined {
  return VENDORS.find(([known]) => overlaps(audience, known))?.[1];
}
