import type { Terminal } from '../terminal/Terminal';

/** A terminal whose person answers nothing; what was written and said is kept. */
export interface TestTerminal extends Terminal {
  written: () => string;
  said: () => string;
}

export function createTestTerminal(
  environment: Terminal['environment'],
  answers: Record<string, string> = {},
): TestTerminal {
  const chunks: Uint8Array[] = [];
  const lines: string[] = [];
  return {
    environment,
    write: chunk => chunks.push(Buffer.from(chunk)),
    say: line => lines.push(line),
    ask: async title => answers[title] ?? '',
    written: () => Buffer.concat(chunks).toString(),
    said: () => lines.join('\n'),
  };
}
