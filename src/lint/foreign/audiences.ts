import { type Partition, stsAudience } from '../../iam/partition';
import { type ClaimText, concat, exact, overlaps, pattern, written } from '../../oidc/claim-text';
import { webHost } from '../../oidc/issuer';
import type { ForeignValue } from './conditions';
import type { Trust } from './trust';

/** Audiences by which others ask to be addressed, and who they are. */
const OTHERS: readonly (readonly [audience: ClaimText, owner: string])[] = [
  [pattern('api://AzureADTokenExchange*'), 'Microsoft Entra'],
  [pattern('*//iam.googleapis.com/*'), 'Google Cloud'],
  [exact('sigstore'), 'Sigstore'],
  [exact('pypi'), 'PyPI'],
  [exact('testpypi'), 'TestPyPI'],
  [exact('npm:registry.npmjs.org'), 'npm'],
  [exact('rubygems.org'), 'RubyGems'],
  [exact('crates.io'), 'crates.io'],
  [exact('octo-sts.dev'), 'Octo STS'],
  [exact('https://codecov.io'), 'Codecov'],
];

const STS_AUDIENCES = ['sts.amazonaws.com', 'sts.amazonaws.com.cn'];

/** Who else is given tokens for an audience, or nothing if nobody is known. */
export function othersWith({ text }: ForeignValue, { issuer, partition }: Trust): string | undefined {
  const owner = concat('https://', exact(webHost(issuer)), '/', pattern('*'));
  if (overlaps(text, owner)) return 'GitHub puts the address of the owner into every token that asks for no audience';
  const other = OTHERS.find(([audience]) => overlaps(text, audience));
  if (other) return `tokens for it are handed to ${other[1]}`;
  const own = ownAudience({ partition });
  const isForeign = own !== undefined && STS_AUDIENCES.some((each) => each !== own && each === written(text));
  return isForeign ? `STS of \`${partition}\` asks for \`${own}\`, and this is that of another partition` : undefined;
}

/** The audience that STS asks for in the partition of a trust; nothing where AWS has not said it. */
export function ownAudience({ partition = 'aws' }: Pick<Trust, 'partition'>): string | undefined {
  return stsAudience(partition as Partition);
}
