import type { Problems } from '../diagnostics/diagnostic';
import type { Location } from '../diagnostics/source';
import { nearest } from '../diagnostics/suggest';
import type { ClaimText } from '../oidc/claim-text';

/** What the names in templates stand for at one place, as `account.name` → `staging`. */
export type TemplateScope = ReadonlyMap<string, string>;

/** CDKTF's mark, reported wherever it is read: no template of ours. */
export const RESERVED = 'TfToken[';

const TEMPLATE = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;

/** Policy variables of IAM begin with one of these and a colon. */
const IAM_PREFIXES =
  /^(?:aws|sts|iam|s3|ec2|kms|ssm|ecr|ecs|eks|rds|sns|sqs|sso|dynamodb|lambda|logs|secretsmanager|cloudformation|codepipeline|identitystore|saml|cognito-identity\.amazonaws\.com|accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|token\.actions\.[\w./-]+):/i;

/** How templates are read in one field. */
export interface TemplateOptions {
  /** Whether the text is IAM policy text, in which policy variables and `${*}`, `${?}`, `${$}` pass through. */
  readonly policy?: boolean;
  /** Whether `*` and `?` written by the user are wildcards; those of a value that is put in never are. */
  readonly wild?: boolean;
}

/** Replaces the templates of a text; reports one that means nothing here, and gives nothing then. `$${` stands for `${`. */
export function expandTemplate(
  text: string,
  scope: TemplateScope,
  at: Location,
  problems: Problems,
  options: TemplateOptions = {},
): string | undefined {
  return expandParts(text, scope, at, problems, options)
    ?.map((part) => part.text)
    .join('');
}

/** The same, keeping apart what the user wrote and what was put in. */
export function expandParts(
  text: string,
  scope: TemplateScope,
  at: Location,
  problems: Problems,
  { policy = false, wild = false }: TemplateOptions = {},
): ClaimText | undefined {
  if (!text.includes('${')) return [{ text, wild }];
  if (text.includes(RESERVED)) return undefined;
  const parts: { text: string; wild: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(TEMPLATE)) {
    const [whole, name] = match;
    parts.push({ text: text.slice(end, match.index), wild });
    end = match.index + whole.length;
    if (whole === '$${') parts.push({ text: '${', wild: false });
    else if (policy && name !== undefined && (IAM_PREFIXES.test(name) || /^[*?$]$/.test(name)))
      parts.push({ text: whole, wild: false });
    else {
      const value = name === undefined ? undefined : scope.get(name);
      if (value === undefined) {
        problems.error('unknown-template', at, unknown(name, scope));
        return undefined;
      }
      parts.push({ text: value, wild: false });
    }
  }
  parts.push({ text: text.slice(end), wild });
  return parts.filter((part) => part.text !== '' || parts.length === 1);
}

function unknown(name: string | undefined, scope: TemplateScope): string {
  if (name === undefined) return '`${` begins a template that does not end\nfor the characters themselves write `$${`';
  const known = [...scope.keys()];
  const account = name.startsWith('account.values.') ? scope.get('account.name') : undefined;
  const missing = account === undefined ? '' : ` in account \`${account}\``;
  const best = nearest(name, known);
  return [
    `\`\${${name}}\` means nothing here${missing}${best ? `, did you mean \`\${${best}}\`?` : ''}`,
    `known here: ${known.map((key) => `\${${key}}`).join(' ') || 'no templates'}; for the characters themselves write \`$\${\``,
  ].join('\n');
}
