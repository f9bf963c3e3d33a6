import type { Bindings } from '../../bindings/bindings';
import type { Problems } from '../../diagnostics/diagnostic';
import { type Location, child, isWritten, keyOf, location } from '../../diagnostics/source';
import type { Repository } from './repositories';

/** Reports former names, of the owner, of repositories and of environments, that are names of something else, or still in use. */
export function checkRenames(bindings: Bindings, repositories: readonly Repository[], problems: Problems): void {
  checkOwner(bindings, repositories, problems);
  checkRepositories(repositories, problems);
  for (const repository of repositories) checkEnvironments(repository, problems);
}

function checkOwner({ github, source }: Bindings, repositories: readonly Repository[], problems: Problems): void {
  const at = child(location(source), 'github');
  const { owner, renamed_from: former = [], moving_to: next } = github;
  for (const [key, value] of [
    ['renamed_from', former[0]],
    ['moving_to', next],
  ] as const)
    if (value !== undefined && owner === undefined)
      problems.error('missing-key', keyOf(child(at, key)), `\`${key}\` is about \`github.owner\`, which is missing`);
  if (next !== undefined && next === owner)
    problems.error('invalid-value', child(at, 'moving_to'), `\`${next}\` is the owner's name already`);
  const others = new Map(
    repositories.filter((each) => each.owner !== owner).map((each) => [each.owner.toLowerCase(), each]),
  );
  former.forEach((name, i) => {
    const other = others.get(name.toLowerCase());
    const place = child(at, 'renamed_from', i);
    if (name === owner || former.indexOf(name) < i) reportInUse(name, place, problems);
    else if (other && name.toLowerCase() !== owner?.toLowerCase()) reportInUse(name, place, problems, keyOf(other.at));
  });
}

/** A name that somebody else has now is nothing to let go of: his environments and variables stand there. */
function checkRepositories(repositories: readonly Repository[], problems: Problems): void {
  const keyOfName = (owner: string, name: string) => `${owner}/${name}`.toLowerCase();
  const taken = new Map(repositories.map((each) => [keyOfName(each.owner, each.name), each]));
  const claimed = new Map<string, Location>();
  for (const repository of repositories) {
    const { owner, name, settings, at } = repository;
    const former = settings.renamed_from ?? [];
    former.forEach((each, i) => {
      const place = child(at, 'renamed_from', i);
      const key = keyOfName(owner, each);
      const other = taken.get(key);
      const first = claimed.get(`${owner}/${each}`);
      if (each === name) reportInUse(each, place, problems);
      else if (other && other !== repository) reportInUse(each, place, problems, keyOf(other.at));
      else if (first) reportInUse(each, place, problems, first);
      claimed.set(`${owner}/${each}`, place);
    });
  }
}

function checkEnvironments({ settings, at }: Repository, problems: Problems): void {
  for (const [environment, { renamed_from: former = [] }] of settings.environments ?? []) {
    const place = child(at, 'environments', environment, 'renamed_from');
    former.forEach((each, i) => {
      const here = child(place, i);
      if (each === environment || former.indexOf(each) < i) reportInUse(each, here, problems);
      else if (each.toLowerCase() !== environment.toLowerCase())
        problems.error(
          'invalid-value',
          here,
          `GitHub cannot rename an environment: \`${each}\` is another one than \`${environment}\`\n\`renamed_from\` is for another letter case alone; drop \`${each}\`, which is then let go of, and declare \`${environment}\``,
        );
    });
  }
}

function reportInUse(name: string, at: Location, problems: Problems, by?: Location): void {
  problems.error(
    'renamed-from-in-use',
    at,
    `\`${name}\` is in use: Terraform could not tell what to let go of and what to keep`,
    ...(by && isWritten(by) ? [{ message: 'used here', at: by }] : []),
  );
}
