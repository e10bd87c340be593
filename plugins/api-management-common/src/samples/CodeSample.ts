import type { Connection, ConnectionResource } from '../schema/openapi';

/** What a sample is about. */
export interface SampleOptions {
  /** One of `connection.resources`; default the first. */
  resource?: ConnectionResource;
}

/** A program that enrols, gets a token and calls an API. It holds no secret: those are read from the environment. */
export interface CodeSample {
  id: 'node' | 'curl' | 'python' | 'java' | 'go';
  /** Shown on the tab. */
  title: string;
  /** Language name for syntax highlighting. */
  language: string;
  fileName: string;
  /** Shell commands to run once before the first call; may be empty. */
  setup: string[];
  /** Shell command of the first run, with placeholders for the secrets. */
  firstRun: string;
  /** Shell command of every later run, with a placeholder for the API key. */
  laterRun: string;
  /** The program's text; the same input always gives the same text. */
  render(connection: Connection, options?: SampleOptions): string;
}
