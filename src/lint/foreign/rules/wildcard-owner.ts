import { difference, has, words } from '../../../analysis/language';
import { ticked } from '../../../analysis/ticked';
import { described } from '../../../analysis/described';
import { breadthOf, widest } from '../breadth';
import { instanceOf, severityFor } from '../instance';
import type { Portion, Tokens } from '../portions';
import type { ForeignRule } from '../rule';
import { saidOf } from '../said';
import { namesRepository } from '../strangers';

/**
 * Anybody may register a name that begins as another one does; a `*` also stands for `/` and `:`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export const wildcardOwner: ForeignRule = {
  id: 'wildcard-owner',
  check({ portions }, report) {
    for (const portion of portions) {
      const { calculus } = portion;
      const said = saidOf(portion);
      const found = widest(portion);
      if (!said || !found) continue;
      const { breadth, all } = found;
      if (breadth === 'anyone' && portion.value && all.some(namesRepository)) {
        const strangers = all.filter(namesRepository).map((tokens) => stranger(tokens, portion));
        report(
          said.place,
          `${said.text} admits repositories of strangers, ${instanceOf(strangers, calculus)}\nname the owner and the repository in full: \`repo:OWNER/NAME:…\``,
          severityFor(all, 'error'),
        );
      } else if (breadth === 'similar') {
        const similar = all.filter((tokens) => breadthOf(tokens, calculus) === 'similar');
        report(
          said.place,
          `${said.text} admits every repository whose name matches ${namesOf(similar, portion)}, those not made yet included, ${instanceOf(similar, calculus)}\nname each repository that is meant`,
          severityFor(all, 'error'),
        );
      }
    }
  },
};

/** The same tokens without the owner that is meant, if others are left. */
function stranger(tokens: Tokens, { calculus }: Portion): Tokens {
  const owners = tokens.box.get('owner');
  if (!owners) return tokens;
  const told = described(owners, calculus.domain('owner'));
  const meant = told.kind === 'pattern' ? told.pattern.slice(0, -1) : '';
  if (!has(owners, meant)) return tokens;
  return { ...tokens, box: new Map([...tokens.box, ['owner', calculus.known(difference(owners, words(meant)))]]) };
}

function namesOf([tokens]: readonly Tokens[], { calculus }: Portion): string {
  const names = tokens?.box.get('name');
  const told = names && described(names, calculus.domain('name'));
  return told?.kind === 'pattern' ? ticked(told.pattern) : 'the pattern';
}
