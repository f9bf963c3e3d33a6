import { breadthOf, isKnown } from '../breadth';
import { instanceOf } from '../instance';
import type { ForeignRule } from '../rule';
import { saidOf } from '../said';

/**
 * Names are given anew when they get free; ids are not. A GitHub Enterprise Server has no ids in its tokens.
 * https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export const recyclableName: ForeignRule = {
  id: 'recyclable-name',
  check({ portions }, report) {
    for (const portion of portions) {
      const { trust, admitted, calculus } = portion;
      const said = saidOf(portion);
      const named = admitted.filter(
        (tokens) => breadthOf(tokens, calculus) === 'repository' && !isKnown(tokens, 'repository_id'),
      );
      if (!said || trust.issuer.kind === 'ghes' || named.length === 0) continue;
      if (admitted.some((tokens) => breadthOf(tokens, calculus) !== 'repository')) continue;
      const { host, claims } = trust.issuer;
      const wayOut = claims.includes('repository_id')
        ? `require \`${host}:repository_id\` and \`repository_owner_id\` beside it`
        : 'let GitHub send immutable subjects, and trust those';
      const whose = named.every((tokens) => isKnown(tokens, 'owner_id')) ? 'a name of the owner' : 'a name';
      const show = instanceOf(named, calculus).replace('for instance a job', 'for instance for a job');
      report(said.place, `${said.text} trusts ${whose}: who gets it later gets the role, ${show}\n${wayOut}`);
    }
  },
};
