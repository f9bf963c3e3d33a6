import { didYouMean } from '../../diagnostics/suggest';
import { isRoleArn } from './asked-role';
import { quoted } from './quoted';
import type { VisibleVariables } from './variables';

/** What may tell which role is meant where it depends on something that is not known: the bindings' own variables, above all. */
export function roleHint(
  because: readonly string[],
  environment: string | undefined,
  variables: VisibleVariables,
): string {
  const published = variables.names.filter((name) => isRoleArn(variables.valueOf(name, environment) ?? ''));
  const [secret] = because.flatMap((context) => /^secrets\.([^.]+)$/i.exec(context)?.[1]?.toUpperCase() ?? []);
  const [variable] = because.flatMap((context) => /^vars\.([^.]+)$/i.exec(context)?.[1]?.toUpperCase() ?? []);
  if (secret !== undefined) {
    const instead = published.includes(secret) ? [secret] : published;
    return `${instead.length === 0 ? '' : `: the bindings publish ${quoted(instead, 'the variable')} to this job`}; \`known_secrets\` of the repository can say what the secret holds`;
  }
  return variable === undefined
    ? ''
    : didYouMean(
        variable,
        variables.names.filter((name) => name !== variable),
      );
}
