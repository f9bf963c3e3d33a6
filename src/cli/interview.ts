import { type Interface, createInterface } from 'node:readline/promises';
import type { Question } from '../init/questions';
import { UnusablePath } from './files';
import { stderrColors } from './report';

/** Finds out what options did not say. */
export interface Interview {
  /** The answer to a question: the one given, or else what somebody says. */
  ask(question: Question, given: string | undefined): Promise<string>;
  readonly isInteractive: boolean;
  close(): void;
}

/** Asks on the terminal; without one everything has to be given, or have a usual answer. */
export function createInterview(input: NodeJS.ReadStream, output: NodeJS.WriteStream, color?: boolean): Interview {
  const isInteractive = input.isTTY && output.isTTY;
  const lines = isInteractive ? createInterface({ input, output }) : undefined;
  const hungUp = new AbortController();
  lines?.once('SIGINT', () => lines.close());
  lines?.once('close', () => hungUp.abort());
  return {
    isInteractive,
    async ask(question, given) {
      if (given !== undefined) return checked(question, given);
      if (lines) return askAtTerminal(lines, hungUp.signal, output, question, color);
      if (question.fallback !== undefined) return question.fallback;
      throw new UnusablePath(`without a terminal ${question.option} has to be given`);
    },
    close: () => lines?.close(),
  };
}

function checked({ option, problem }: Question, given: string): string {
  const wrong = problem(given);
  if (wrong !== undefined) throw new UnusablePath(`${option}: ${wrong}`);
  return given;
}

async function askAtTerminal(
  lines: Interface,
  signal: AbortSignal,
  output: NodeJS.WriteStream,
  question: Question,
  color?: boolean,
): Promise<string> {
  const { bold, dim, yellow } = stderrColors(color);
  const { text, choices, fallback } = question;
  output.write(`\n${bold(text)}\n`);
  choices?.forEach(({ value, text: meaning }, i) => output.write(`  ${i + 1}  ${value.padEnd(22)}${dim(meaning)}\n`));
  for (;;) {
    const typed = (await typedLine(lines, signal, fallback === undefined ? '> ' : `(${fallback}) > `)).trim();
    const answer = choices?.[Number(typed) - 1]?.value ?? (typed === '' ? (fallback ?? '') : typed);
    const wrong = answer === '' ? 'an answer is needed' : question.problem(answer);
    if (wrong === undefined) return answer;
    output.write(`${yellow(wrong)}\n`);
  }
}

/** Ctrl-C and the end of the input are no answer. */
async function typedLine(lines: Interface, signal: AbortSignal, prompt: string): Promise<string> {
  try {
    return await lines.question(prompt, { signal });
  } catch (error) {
    if (signal.aborted) throw new UnusablePath('there was no answer; nothing was written');
    throw error;
  }
}
