import type { ResolvedVariable } from '../../access-plan/github/variables';
import type { Rule } from '../rule';

/**
 * In a job of an environment its variable hides the repository's of the same name: one expression gives two values, and the
 * environment's is known only once the job runs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables#configuration-variable-precedence
 */
export const variableShadowed: Rule = {
  id: 'variable-shadowed',
  check({ access }, report) {
    const ofRepositories = new Map(
      access.variables
        .filter(({ target }) => target.repository && target.environment === undefined)
        .map((variable) => [key(variable), variable]),
    );
    for (const variable of access.variables) {
      const { target, name, value, at } = variable;
      const hidden = ofRepositories.get(key(variable));
      if (target.environment === undefined || !hidden || hidden.value === value) continue;
      report(
        at,
        [
          `\`${name}\` is \`${value}\` in jobs of the environment \`${target.environment}\`, and \`${hidden.value}\` in all others of \`${target.repository?.fullName}\``,
          `where the environment is not known yet, as in \`runs-on\` or a job's \`if\`, its jobs see the second value too`,
          'give one of the two another name',
        ].join('\n'),
        { related: [{ message: 'the variable of the repository', at: hidden.at }] },
      );
    }
  },
};

function key({ target, name }: ResolvedVariable): string {
  return JSON.stringify([target.repository?.fullName, name]);
}
