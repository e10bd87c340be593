import type { SourceRange } from '../source/SourceNode';

type Edit = SourceRange & { text: string };

/** Changes of a text that leave the rest of it as it is. */
export class TextEdits {
  readonly #text: string;
  readonly #edits: Edit[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  replace(start: number, end: number, text: string) {
    this.#edits.push({ start, end, text });
  }

  cut(start: number, end: number) {
    this.replace(start, end, '');
  }

  insert(at: number, text: string) {
    this.replace(at, at, text);
  }

  /** What begins within an earlier edit is part of it. */
  apply(): string {
    const edits = this.#edits.sort(
      (one, other) => one.start - other.start || one.end - other.end,
    );
    const parts: string[] = [];
    let done = 0;
    for (const { start, end, text } of edits) {
      if (start >= done) {
        parts.push(this.#text.slice(done, start), text);
        done = end;
      } else if (end > done) {
        done = end;
      }
    }
    return parts.join('') + this.#text.slice(done);
  }
}
