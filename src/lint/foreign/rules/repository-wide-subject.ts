import { widest } from '../breadth';
import { instanceOf } from '../instance';
import { anyEnvironment, endlessRefs, pullRequests } from '../jobs';
import { saidOf } from '../said';
import { isActorRequired } from '../strangers';
import type { Tokens } from '../portions';
import type { ForeignRule } from '../rule';

/**
 * Any job of the repository: on branches that anybody with write access pushes, and of pull requests that nobody has reviewed. Any
 * branch or tag is less, and reported as a pattern of refs.
 */
export const repositoryWideSubject: ForeignRule = {
  id: 'repository-wide-subject',
  check({ portions }, report) {
    for (const portion of portions) {
      const { trust, calculus } = portion;
      const said = saidOf(portion);
      const environments = anyEnvironment(portion);
      if (!said || widest(portion)?.breadth !== 'repository' || environments.length === 0) continue;
      if (isActorRequired(trust)) continue;
      // A subject template without a context lets in pull requests, too; where others have one, that is what is meant.
      const hasContext = ({ shape: { template } }: Tokens) => template.includes('context');
      const isUsual = portion.admitted.some(hasContext);
      const hasPullRequests = pullRequests(portion).some((tokens) => !isUsual || hasContext(tokens));
      const refs = endlessRefs(portion);
      const show = instanceOf(refs.length > 0 ? refs.map(({ tokens }) => tokens) : environments, calculus);
      report(
        said.place,
        refs.length > 0
          ? `${said.text} admits every job of the repository, on any branch${hasPullRequests ? ' and of pull requests' : ''}, ${show}\nname the environment or branch that is meant`
          : `${said.text} admits every job that names an environment which matches, and a workflow makes those it names, ${show}\nname the environment that is meant`,
      );
    }
  },
};
