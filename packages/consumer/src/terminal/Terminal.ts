/** Where a command gets its secrets and files, and where its words go. Answers go to `write`, all else to `say`. */
export interface Terminal {
  environment: Record<string, string | undefined>;
  /** Standard output, as it is. */
  write(chunk: string | Uint8Array): void;
  /** A line on standard error. */
  say(line: string): void;
  /**
   * A secret that is not in the environment: asked for without echo, or the first line of standard input when no
   * person is there.
   */
  ask(title: string): Promise<string>;
}
