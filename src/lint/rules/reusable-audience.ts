import { child } from '../../diagnostics/source';
import type { Rule } from '../rule';
import { trustEntries } from '../trusted';

/**
 * Audiences of tokens that workflows hand to somebody else: whoever gets such a token can use it here. GitHub's own default, the
 * owner's URL, is in every token for which a workflow asked without saying what for.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-audience-value
 */
export const reusableAudience: Rule = {
  id: 'reusable-audience',
  check({ access, bindings }, report) {
    const hosts = ['github.com', bindings.github.host ?? 'github.com'];
    for (const { entry, audiences, place } of trustEntries(access)) {
      if (!entry.audiences) continue;
      audiences.forEach((audience, i) => {
        const use = hosts.some((host) => isOwnerUrl(audience, host)) ? OF_OWNER : useAt(audience);
        if (use !== undefined) report(child(place.at, 'audiences', i), message(audience, use));
      });
    }
  },
};

const OF_OWNER =
  "GitHub's default audience: a token that a job sends to any service which asks for no audience of its own";

/** Whose an audience is; a text that ends in `/` is the beginning of several. */
const VENDORS: readonly (readonly [audience: string, vendor: string])[] = [
  ['api://AzureADTokenExchange', 'Microsoft Entra'],
  ['api://AzureADTokenExchangeChina', 'Microsoft Entra'],
  ['api://AzureADTokenExchangeUSGov', 'Microsoft Entra'],
  ['//iam.googleapis.com/', 'Google Cloud'],
  ['https://iam.googleapis.com/', 'Google Cloud'],
  ['crates.io', 'crates.io'],
  ['npm:registry.npmjs.org', 'npm'],
  ['pypi', 'PyPI'],
  ['rubygems.org', 'RubyGems'],
  ['sigstore', 'Sigstore'],
  ['testpypi', 'TestPyPI'],
];

function isOwnerUrl(audience: string, host: string): boolean {
  const [, at] = /^https:\/\/([^/]+)\/[^/]+\/?$/.exec(audience) ?? [];
  return at?.toLowerCase() === host.toLowerCase();
}

function useAt(audience: string): string | undefined {
  const found = VENDORS.find(([known]) => (known.endsWith('/') ? audience.startsWith(known) : audience === known));
  return found && `the audience of ${found[1]}: a token that a job sends there`;
}

function message(audience: string, use: string): string {
  return [
    `\`${audience}\` is ${use} could be used to assume the role`,
    'leave `audiences` out, or name one that is used for this account alone',
  ].join('\n');
}
