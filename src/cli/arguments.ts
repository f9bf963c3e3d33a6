import { InvalidArgumentError } from 'commander';
import { GATES, type Gate } from '../changes/access/change';
import { isDay } from '../diagnostics/day';
import { isKeyOfToken } from '../simulator/request';

/** A day, as `YYYY-MM-DD`. */
export function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('A day is written YYYY-MM-DD.');
  return text;
}

/** A path or a name, which an empty text is not: a variable of a script that is not set would stand for the working directory. */
export function notEmpty(text: string): string {
  if (text === '') throw new InvalidArgumentError('It is empty: is a variable not set?');
  return text;
}

/** An issuer without its scheme. */
export function issuerHost(text: string): string {
  const [, host] = /^(?:https:\/\/)?([^\s:/?#]+(?:\/[^\s:/?#]+)*)\/?$/.exec(text) ?? [];
  if (host === undefined) throw new InvalidArgumentError('An issuer is an https URL without port and query.');
  return host;
}

/** A claim as `name=value`, beside those that stand before it. */
export function claimValue(text: string, known: ReadonlyMap<string, string> = new Map()) {
  const [, name = '', value = ''] = /^([A-Za-z0-9_]+)=([^]*)$/.exec(text) ?? [];
  if (name === '') throw new InvalidArgumentError('A claim is written NAME=VALUE, as in actor=octocat.');
  return new Map([...known, [name, value]]);
}

/** A checkout of a repository as `owner/name=folder`, beside those that stand before it. */
export function checkout(text: string, known: ReadonlyMap<string, string> = new Map()) {
  const [, name = '', folder = ''] = /^([^=]+)=([^]+)$/.exec(text) ?? [];
  if (name === '')
    throw new InvalidArgumentError('A checkout is written OWNER/NAME=DIR, as in octo-org/shared=../shared.');
  return new Map([...known, [name, folder]]);
}

/** A value of a condition key as `key=value`, beside those that stand before it. */
export function contextValue(text: string, known: ReadonlyMap<string, readonly string[]> = new Map()) {
  const [, key = '', value = ''] = /^([^=:]+:[^=]+)=([^]*)$/.exec(text) ?? [];
  if (key === '') throw new InvalidArgumentError('A value is written KEY=VALUE, as in aws:SourceIp=192.0.2.1.');
  if (isKeyOfToken(key)) throw new InvalidArgumentError(`The token decides ${key}: change its claims.`);
  const name = key.toLowerCase();
  return new Map([...known, [name, [...(known.get(name) ?? []), value]]]);
}

/** Changes that fail, separated by commas. */
export function gates(text: string): readonly Gate[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !(GATES as readonly string[]).includes(name));
  if (wrong !== undefined) throw new InvalidArgumentError(`There is no ${wrong}: ${GATES.join(', ')}.`);
  return names as readonly Gate[];
}

/** One of several, beside those that stand before it. */
export function oneMore(text: string, known: readonly string[] = []): readonly string[] {
  return [...known, notEmpty(text)];
}
