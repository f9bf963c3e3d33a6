import type { Issuer } from '../oidc/issuer';
import type { Field } from './fields';

/** A piece of a claim: text as it stands, or the value of a field, with `:` written `%3A` where it is a part of a subject. */
export type Part = string | { readonly field: Field; readonly encoded?: boolean };

/** What a job is started for, which decides the tail of its subject. */
export type Context = 'environment' | 'pull_request' | 'ref';

/** The ways in which GitHub writes a repository into a subject. */
export type Format = 'legacy' | 'immutable';

/**
 * The tokens that are made in the same way: each claim that STS evaluates, from the fields of the job. What is not here the
 * token lacks, or STS does not look at it.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export interface Shape {
  readonly issuer: Issuer;
  readonly context: Context;
  readonly format: Format;
  readonly template: readonly string[];
  readonly claims: ReadonlyMap<string, readonly Part[]>;
  /** The field of {@link Domains} that bounds a field of this shape, where it has another name. */
  readonly domainOf: (field: Field) => Field;
}

const CONTEXTS: readonly Context[] = ['environment', 'pull_request', 'ref'];

/** All shapes of the tokens of an issuer, for repositories with one of these templates. */
export function shapesOf(issuer: Issuer, templates: readonly (readonly string[])[]): readonly Shape[] {
  const formats: readonly Format[] = issuer.kind === 'ghes' ? ['legacy'] : ['legacy', 'immutable'];
  return templates.flatMap((template) =>
    formats
      .filter((format) => format === 'legacy' || template.includes('repo'))
      .flatMap((format) => CONTEXTS.flatMap((context) => shape(issuer, template, format, context) ?? [])),
  );
}

function shape(issuer: Issuer, template: readonly string[], format: Format, context: Context): Shape | undefined {
  if (template.includes('environment') && context !== 'environment') return undefined;
  const sub = template.flatMap((key, i) => [...(i === 0 ? [] : [':']), ...segment(key, format, context)]);
  const evaluated = Object.entries(CLAIMS).filter(
    ([claim]) =>
      (issuer.claims as readonly string[]).includes(claim) && (claim !== 'environment' || context === 'environment'),
  );
  return {
    issuer,
    context,
    format,
    template,
    claims: new Map<string, readonly Part[]>([['aud', [field('aud')]], ['sub', sub], ...evaluated]),
    domainOf: (name) => DOMAIN_IN[context][name] ?? name,
  };
}

const field = (name: Field, encoded = false): Part => ({ field: name, encoded });

const CLAIMS: Readonly<Record<string, readonly Part[]>> = {
  actor: [field('actor')],
  actor_id: [field('actor_id')],
  enterprise_id: [field('enterprise_id')],
  environment: [field('environment')],
  job_workflow_ref: [field('job_workflow_ref')],
  ref: [field('ref')],
  repository: [field('owner'), '/', field('name')],
  repository_id: [field('repository_id')],
  repository_owner_id: [field('owner_id')],
  workflow: [field('workflow')],
};

const DOMAIN_IN: Readonly<Record<Context, Readonly<Record<Field, Field>>>> = {
  environment: { ref: 'ref of a job in an environment' },
  pull_request: { ref: 'ref of a pull request', event_name: 'event of a pull request' },
  ref: { ref: 'ref of another job' },
};

/** What a key of the template puts into the subject. */
function segment(key: string, format: Format, context: Context): readonly Part[] {
  switch (key) {
    case 'repo':
      return format === 'legacy'
        ? ['repo:', field('owner'), '/', field('name')]
        : ['repo:', field('owner'), '@', field('owner_id'), '/', field('name'), '@', field('repository_id')];
    case 'context':
      if (context === 'pull_request') return ['pull_request'];
      return context === 'environment' ? ['environment:', field('environment', true)] : ['ref:', field('ref', true)];
    case 'repository':
      return ['repository:', field('owner'), '/', field('name')];
    case 'repository_owner':
      return ['repository_owner:', field('owner')];
    case 'repository_owner_id':
      return ['repository_owner_id:', field('owner_id')];
    default:
      return [`${key}:`, field(key, true)];
  }
}
