import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/** What every text begins with that CDKTF puts in place of a value; `reserved-text` keeps it out of what users write. */
const TOKEN = 'TfToken[';

/**
 * Data without what is undefined, and with tokens in place: what CDKTF's resolver gives, which prepares for tokens at every
 * string, key and number. It is asked only where there is one.
 */
export function resolved(scope: IConstruct, data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return hasToken(data) ? byCdktf(scope, data) : data;
  if (Array.isArray(data)) {
    if (data.some(hasToken)) return byCdktf(scope, data);
    return data.map((item) => resolved(scope, item)).filter((item) => item !== undefined);
  }
  const keys = Object.keys(data);
  if (Tokenization.isResolvable(data) || keys.some(hasToken)) return byCdktf(scope, data);
  const result: Record<string, unknown> = {};
  for (const key of keys) {
    const value = resolved(scope, (data as Record<string, unknown>)[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function hasToken(data: unknown): boolean {
  return typeof data === 'string' && data.includes(TOKEN);
}

function byCdktf(scope: IConstruct, data: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(data, { scope, preparing: false, resolver }) as unknown;
}
