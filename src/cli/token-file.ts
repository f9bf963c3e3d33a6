import { issuerHostOf } from '../simulator/simulate';
import { NotAToken, type TokenClaims, decodeJwt, readClaims } from '../simulator/token';
import { UnusablePath, shown } from './files';
import { parseJson, readExisting } from './json-file';

/** A token's claims, what is to be said of how they were read, and who issued it, if it says so. */
export interface TokenFile {
  readonly claims: TokenClaims;
  readonly caveats: readonly string[];
  /** Without scheme. */
  readonly issuerHost?: string;
}

/** Reads a token: its payload as JSON, or the signed form, which is decoded and not verified. */
export function readTokenFile(path: string): TokenFile {
  const text = readExisting(path);
  const payload = decodeJwt(text);
  const json = parseJson(shown(path), payload ?? text, "a token's payload, or the token itself");
  const claims = claimsOf(shown(path), json);
  if (claims.iss !== undefined && !(typeof claims.iss === 'string' && /^https:\/\/[^\s/]/.test(claims.iss)))
    throw new UnusablePath(`${shown(path)}: \`iss\` is no https URL`);
  return {
    claims,
    caveats: payload === undefined ? [] : ['The token was decoded, and its signature not verified.'],
    issuerHost: issuerHostOf(claims),
  };
}

function claimsOf(file: string, json: unknown): TokenClaims {
  try {
    return readClaims(json);
  } catch (error) {
    if (error instanceof NotAToken) throw new UnusablePath(`${file}: ${error.message}`);
    throw error;
  }
}
