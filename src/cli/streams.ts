import { isatty } from 'node:tty';
import { createColors } from 'picocolors';
import type { Colors } from 'picocolors/types';
import { jsonText } from '../diagnostics/format/json-text';
import { printable, printableLines } from '../diagnostics/format/printable';
import { reason } from './files';

/** Whether `stderr` may have colors: unless NO_COLOR forbids them, or nobody is looking. */
function mayColor(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  return !NO_COLOR && (Boolean(FORCE_COLOR) || (isatty(2) && TERM !== 'dumb'));
}

/** Colors for {@link tell}, unless the environment or `--no-color` forbids them. */
export function stderrColors(wanted = true): Colors {
  return createColors(wanted && mayColor());
}

/** Where people type, and where they are told what. */
export interface TerminalStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** The streams of this process for questions. */
export function terminal(): TerminalStreams {
  return { input: process.stdin, output: process.stderr };
}

/** Says something to people, on stderr. Whatever a user, GitHub or the system wrote in it, a terminal and a runner see only text. */
export function tell(text: string): void {
  process.stderr.write(mayColor() ? outsideColors(text, printableLines) : printableLines(text));
}

/** The same in the place of the line that was told last, on a terminal. */
export function tellInPlace(text: string): void {
  process.stderr.write(`\r\u001b[K${printableLines(text)}`);
}

/** Gives what was asked for as text, on stdout. */
export function give(text: string): void {
  process.stdout.write(printableLines(text));
}

/** Gives what was asked for as JSON, on stdout. */
export function giveJson(value: unknown, indent?: number): void {
  process.stdout.write(jsonText(value, indent));
}

/** Gives what its own format made safe: workflow commands are meant to be followed, and some JSON is text already. */
export function giveAsIs(text: string): void {
  process.stdout.write(text);
}

/** The colors of picocolors that are used here; no other sequence of a terminal is let through. */
const COLOR = /(\x1b\[(?:1|2|22|31|32|33|36|39)m)/;

/** A line may begin with a color: what is safe is decided without them. */
function outsideColors(text: string, safe: (text: string) => string): string {
  return text
    .split(COLOR)
    .map((part, i) => (i % 2 === 1 ? part : safe(part)))
    .join('');
}

/**
 * Lets the reader of stdout or stderr go away, as `head` does: what it does not want is dropped, the command does what it is for
 * and ends with its own exit code. What else keeps stdout from being written, such as a full disk, gives `failed` as exit code.
 */
export function guardStreams(failed: number): void {
  let isTold = false;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isTold) return;
    isTold = true;
    tell(`error: standard output cannot be written: ${printable(reason(error))}\n`);
    process.once('exit', () => (process.exitCode = failed));
  });
}
