import { DEFAULT_TEMPLATE, isTemplateKey } from '../oidc/claims';

/**
 * The templates that the subjects of policies spell, beside GitHub's default. Where a wildcard leaves room, one claim of free
 * text may stand there.
 */
export function templatesIn(subjects: readonly string[]): readonly (readonly string[])[] {
  const spelled = subjects.flatMap((subject) => {
    const keys = keysIn(subject);
    return [
      ...(keys.length > 0 ? [keys, withContext(keys)] : []),
      ...(/^[^:]*[*?]/.test(subject) && !subject.startsWith('repo:')
        ? [
            ['workflow', ...keys],
            ['repo', 'context', ...keys],
          ]
        : []),
      ...(/:[*?][^:]*$/.test(subject) ? [[...keysIn(subject.replace(/:[^:]*$/, '')), 'workflow']] : []),
    ];
  });
  const all = [DEFAULT_TEMPLATE, ...spelled].map((template) => [...new Set(template)]);
  return [...new Map(all.map((template) => [template.join(), template])).values()];
}

/** `ref` and `environment` may stand for themselves in a template, or be what `context` comes to. */
function withContext(keys: readonly string[]): readonly string[] {
  const at = keys.findIndex((key) => key === 'ref' || key === 'environment');
  return at < 0 || keys.includes('context') ? keys : keys.map((key, i) => (i === at ? 'context' : key));
}

const IN_CONTEXT = ['environment', 'ref', 'pull_request'];

function keysIn(subject: string): readonly string[] {
  const tokens = subject.split(':');
  const keys: string[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const key = tokens[i] as string;
    if (key === 'pull_request' || (keys.at(-1) === 'repo' && IN_CONTEXT.includes(key))) keys.push('context');
    else if (keys.at(-1) === 'repo' && /[*?]/.test(key)) {
      keys.push('context');
      continue;
    } else if (isTemplateKey(key) && key !== 'context' && tokens[i + 1] !== undefined) keys.push(key);
    else continue;
    if (key !== 'pull_request') i++;
  }
  return keys;
}
