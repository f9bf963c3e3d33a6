import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/** What every text begins with that CDKTF puts in place of a value; `reserved-text` keeps it out of what users write. */
const TOKEN = 'TfToken[';

/**
 * Data without what is undefined, and with tokens in place: what CDKTF's resolver gives, which prepares for tokens at every
 * string, key and number. It is asked only where there is one.
 */
export function resolved(scope: IConstruct, data: unknown): unknown {
  if (typeof data === 'string') return data.includes(TOKEN) ? byCdktf(scope, data) : data;
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) {
    if (data.some(isToken)) return byCdktf(scope, data);
    return data.map((item) => resolved(scope, item)).filter((item) => item !== undefined);
  }
  if (Tokenization.isResolvable(data) || Object.keys(data).some(isToken)) return byCdktf(scope, data);
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) {
    const inner = resolved(scope, value);
    if (inner !== undefined) result[key] = inner;
  }
  return result;
}

function isToken(data: unknown): boolean {
  return typeof data === 'string' && data.includes(TOKEN);
}

function byCdktf(scope: IConstruct, data: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(data, { scope, preparing: false, resolver }) as unknown;
}
