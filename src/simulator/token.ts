/** The payload of a token: claims as GitHub spells them. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** What is no payload of a token: the message is a sentence for the user. */
export class NotAToken extends Error {}

/** A token in its signed form: header, payload and signature. https://www.rfc-editor.org/rfc/rfc7519 */
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]*$/;

/** The payload of a token in its signed form, without regard to the signature; nothing if the text has another form. */
export function decodeJwt(text: string): string | undefined {
  const payload = JWT.exec(text.trim())?.[1];
  return payload === undefined ? undefined : Buffer.from(payload, 'base64url').toString('utf8');
}

/** Reads a token's payload; throws {@link NotAToken} for anything else. */
export function readClaims(json: unknown): TokenClaims {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new NotAToken("a token's payload is a mapping of claims");
  return json as TokenClaims;
}

/** The values of a claim as a condition sees them; nothing if the token does not have it. */
export function claimValues(claims: TokenClaims, name: string): readonly string[] | undefined {
  const given = Object.hasOwn(claims, name) ? claims[name] : undefined;
  const values = (Array.isArray(given) ? (given as readonly unknown[]) : [given]).filter(
    (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  );
  return values.length > 0 ? values.map(String) : undefined;
}
