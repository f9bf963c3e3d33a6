import { printable } from '../../diagnostics/format/printable';
import type { AccessChange, Jobs } from './change';
import { headline, titleOf } from './words';

/** A comment at GitHub has at most 65 536 characters. */
const MAX_LENGTH = 60_000;

/** For a pull request's comment: a summary, a table, and what can be unfolded. What has no room is counted. */
export function formatChangesMarkdown(changes: readonly AccessChange[]): string {
  const rows = changes.map((change) => {
    const { id, trust, attributes } = change;
    const others = attributes.map(({ name }) => escaped(name));
    const cells = [code(id), escaped(titleOf(change)), firstOf(trust?.gained), firstOf(trust?.lost), others.join(', ')];
    return `| ${cells.join(' | ')} |`;
  });
  const table = ['| Id | Change | Gains | Loses | Other |', '| --- | --- | --- | --- | --- |', ...rows];
  const head = `**${escaped(headline(changes))}**\n`;
  if (changes.length === 0) return head;
  return fitting([head, `${table.join('\n')}\n`, ...changes.map(details)]);
}

function details({ id, trust, attributes }: AccessChange): string {
  const jobs = (title: string, all: readonly Jobs[] = []) =>
    all.map(({ who, claims }) => `- ${title}: ${inMarkdown(who)}, for instance ${code(JSON.stringify(claims))}`);
  const lines = [
    ...jobs('gains', trust?.gained),
    ...jobs('loses', trust?.lost),
    ...attributes.map(
      ({ name, before, after }) =>
        `- ${escaped(name)}: ${code(JSON.stringify(before))} became ${code(JSON.stringify(after))}`,
    ),
  ];
  return `<details><summary>${code(id)}</summary>\n\n${lines.join('\n')}\n\n</details>\n`;
}

function firstOf(jobs: readonly Jobs[] = []): string {
  const [first, ...others] = jobs;
  return first ? `${inMarkdown(first.who)}${others.length > 0 ? ` and ${others.length} more` : ''}` : '';
}

/** Words of ours, with names in backquotes, which become code. */
function inMarkdown(text: string): string {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 1 ? code(part) : escaped(part)))
    .join('');
}

/** GitHub makes nothing of what stands in `<code>`: no mention, link, emoji or reference to an issue. */
function code(text: string): string {
  return `<code>${escaped(text)}</code>`;
}

/** Markdown and HTML make nothing of character references; what is left as it is means nothing within a line. */
function escaped(text: string): string {
  return printable(text).replace(/[^\p{L}\p{N} ,/"-]/gu, (char) => `&#${char.codePointAt(0) as number};`);
}

function fitting(blocks: readonly string[]): string {
  let text = '';
  for (const [i, block] of blocks.entries()) {
    const left = blocks.length - i;
    if (text.length + block.length > MAX_LENGTH - 100)
      return `${text}\n${left} more ${left === 1 ? 'part has' : 'parts have'} no room here.\n`;
    text += `${i === 0 ? '' : '\n'}${block}`;
  }
  return text;
}
