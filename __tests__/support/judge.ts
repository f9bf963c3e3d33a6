type Values = string | readonly string[];

/** An IAM trust policy, as far as its conditions go. */
export interface TrustPolicy {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Condition: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  }[];
}

const HOST = 'token.actions.githubusercontent.com:';

/** The claims that STS evaluates: all others are absent from the request. */
const EVALUATED = new Set(
  'aud sub actor actor_id enterprise_id environment job_workflow_ref ref repository repository_id repository_owner_id workflow'.split(
    ' ',
  ),
);

/** Whether a trust policy of plain `Allow` statements admits a token: every condition of some statement holds. */
export function admits({ Statement }: TrustPolicy, claims: Readonly<Record<string, string>>): boolean {
  return Statement.some(({ Effect, Condition }) => {
    if (Effect !== 'Allow') throw new Error(`a statement with ${Effect}`);
    return Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => {
        const claim = key.startsWith(HOST) ? key.slice(HOST.length) : '';
        const presented = EVALUATED.has(claim) ? claims[claim] : undefined;
        return presented !== undefined && [values].flat().some((value) => holds(operator, value, presented));
      }),
    );
  });
}

function holds(operator: string, value: string, presented: string): boolean {
  if (operator !== 'StringEquals' && operator !== 'StringLike') throw new Error(`an operator ${operator}`);
  const source = value.replace(
    /\$\{([*?$])\}|([*?])|([^])/g,
    (_, escaped?: string, wildcard?: string, other?: string) => {
      if (wildcard !== undefined && operator === 'StringLike') return wildcard === '*' ? '[^]*' : '[^]';
      return (escaped ?? wildcard ?? other ?? '').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    },
  );
  if (/\$\{/.test(value.replace(/\$\{[*?$]\}/g, '_'))) throw new Error(`a policy variable in ${value}`);
  return new RegExp(`^${source}$`).test(presented);
}
