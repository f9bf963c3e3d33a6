import { type Value, textOf } from '../plugin/value';

/** Refuses a text of too few or too many bytes. What is no text passes, as with all of these. */
export function requireLength(argument: string, value: Value | undefined, least: number, most: number): void {
  if (typeof value !== 'string') return;
  const length = Buffer.byteLength(value);
  if (length < least || length > most)
    throw new Error(`expected length of ${argument} to be in the range (${least} - ${most}), got ${value}`);
}

/** Refuses a name that IAM does not take, or one that is too long. */
export function requireName(argument: string, value: Value | undefined, most: number): void {
  requireLength(argument, value, 1, most);
  if (typeof value === 'string' && !/^[\w+=,.@-]*$/.test(value))
    throw new Error(`invalid value for ${argument} (must match [\\w+=,.@-])`);
}

/** Refuses what is not an ARN; the empty text passes. */
export function requireArn(argument: string, value: Value | undefined): void {
  const text = textOf(value);
  const wrong = text === '' ? undefined : wrongArn(text);
  if (wrong !== undefined) throw new Error(`"${argument}" (${text}) is an invalid ARN: ${wrong}`);
}

/** Whether a text is an ARN by its shape. */
export function isArn(text: string): boolean {
  return wrongArn(text) === undefined;
}

const PARTITION = /^aws(-[a-z]+)*$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d{1,2}$/;
const ACCOUNT = /^(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})$/;

function wrongArn(text: string): string | undefined {
  if (!text.startsWith('arn:')) return 'arn: invalid prefix';
  const [, partition = '', , region = '', account = '', ...resource] = text.split(':');
  if (resource.length === 0) return 'arn: not enough sections';
  if (partition === '') return 'missing partition value';
  return (
    mismatch('partition', partition, PARTITION) ??
    mismatch('region', region, REGION) ??
    mismatch('account ID', account, ACCOUNT) ??
    (resource.join(':') === '' ? 'missing resource value' : undefined)
  );
}

function mismatch(part: string, value: string, pattern: RegExp): string | undefined {
  if (value === '' || pattern.test(value)) return undefined;
  return `invalid ${part} value (expecting to match regular expression: ${pattern.source})`;
}
