import { readFileSync } from 'node:fs';

/** A code block of the README: what to run, or what to put into a file. */
export type Block = {
  language: string;
  /** Named by the block's first line, a comment; undefined for commands. */
  file?: string;
  text: string;
};

const fence = /^```(\w+)\n(.*?)^```$/gms;
const fileLine = /^(?:\/\/|#) (\S+)\n/;

/** The code blocks under a heading, up to the next one of that level, in their order. */
export function readBlocks(markdownFile: string, heading: string): Block[] {
  const [, section] = readFileSync(markdownFile, 'utf8').split(
    `\n## ${heading}\n`,
  );
  if (section === undefined) {
    throw new Error(`${markdownFile} has no section "${heading}"`);
  }
  const [ofHeading] = section.split(/^## /m);
  return [...ofHeading.matchAll(fence)].map(([, language, text]) => ({
    language,
    file: language === 'sh' ? undefined : fileLine.exec(text)?.[1],
    text: language === 'sh' ? text : text.replace(fileLine, ''),
  }));
}
