import type { ParseArgsConfig } from 'node:util';
import type { Terminal } from '../terminal/Terminal';

export type Options = Record<
  string,
  string | boolean | (string | boolean)[] | undefined
>;

/** One word of the command line. `execute` answers the exit code. */
export interface Command {
  name: string;
  /** Arguments as the help shows them. */
  usage: string;
  summary: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** How many arguments that are no options it takes. */
  positionals: number;
  execute(input: {
    options: Options;
    positionals: string[];
    terminal: Terminal;
  }): Promise<number>;
}

/** Options as strings. */
export function text(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}
