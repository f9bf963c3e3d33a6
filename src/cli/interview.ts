import { type Interface, createInterface } from 'node:readline';
import { printable } from '../diagnostics/format/printable';
import type { Question } from '../init/questions';
import { UnusablePath } from './files';
import { interrupted } from './interrupted';
import { type TerminalStreams, stderrColors, tell } from './streams';

/** Finds out what options did not say. */
export interface Interview {
  readonly isInteractive: boolean;
  /** The answer to a question: the one given, or else what somebody says. */
  ask(question: Question, given: string | undefined): Promise<string>;
  close(): void;
}

/** Where somebody types. */
interface Terminal {
  /** The next line, which may have been typed before it was asked for. */
  readonly line: (prompt: string) => Promise<string>;
  readonly color?: boolean;
}

/** Asks on the terminal; without one everything has to be given, or have a usual answer. */
export function createInterview({ input, output }: TerminalStreams, color?: boolean): Interview {
  const lines = input.isTTY && output.isTTY ? createInterface({ input, output }) : undefined;
  const terminal = lines && { line: lineReader(lines), color };
  return {
    isInteractive: terminal !== undefined,
    async ask(question, given) {
      if (given !== undefined) return checked(question, given);
      if (terminal) return askAt(terminal, question);
      if (question.fallback !== undefined) return question.fallback;
      throw new UnusablePath(`without a terminal ${question.option} has to be given`);
    },
    close: () => lines?.close(),
  };
}

function lineReader(lines: Interface): Terminal['line'] {
  const typed = lines[Symbol.asyncIterator]();
  lines.once('SIGINT', () => {
    lines.close();
    interrupted('SIGINT');
  });
  return async (prompt) => {
    lines.setPrompt(printable(prompt));
    lines.prompt();
    const next = (await typed.next()) as IteratorResult<string, undefined>;
    if (next.done) throw new UnusablePath('there was no answer');
    return next.value;
  };
}

function checked({ option, problem }: Question, given: string): string {
  const wrong = problem(given);
  if (wrong !== undefined) throw new UnusablePath(`${option}: ${wrong}`);
  return given;
}

async function askAt({ line, color }: Terminal, question: Question): Promise<string> {
  const { bold, dim, yellow } = stderrColors(color);
  const { text, choices, fallback } = question;
  tell(`\n${bold(text)}\n`);
  choices?.forEach(({ value, text: meaning }, i) => {
    tell(`  ${String(i + 1).padStart(2)}  ${value.padEnd(22)}${dim(meaning)}\n`);
  });
  for (;;) {
    const typed = (await line(fallback === undefined ? '> ' : `(${fallback}) > `)).trim();
    const answer = choices?.[Number(typed) - 1]?.value ?? (typed === '' ? (fallback ?? '') : typed);
    const wrong = answer === '' ? 'an answer is needed' : question.problem(answer);
    if (wrong === undefined) return answer;
    tell(`${yellow(wrong)}\n`);
  }
}
