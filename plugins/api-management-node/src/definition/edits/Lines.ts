import type { SourceRange } from '../source/SourceNode';

/** Says where something leads to: an address, an ARN, a server that was commented out. */
const ADDRESS =
  /:\/\/|\burl:|\barn:|\blocalhost\b|\b\d{1,3}(?:\.\d{1,3}){3}\b/i;

/** The lines of a text, and which of them hold nothing but a comment. */
export class Lines {
  readonly #text: string;
  /** Where they begin; a line may be the whole of a large document, so nothing looks for its beginning twice. */
  readonly #starts: number[] = [0];
  /** By the line they begin in. */
  readonly #comments: Map<number, SourceRange>;
  readonly lineBreak: string;

  constructor(text: string, comments: SourceRange[]) {
    this.#text = text;
    for (
      let at = text.indexOf('\n');
      at !== -1;
      at = text.indexOf('\n', at + 1)
    ) {
      this.#starts.push(at + 1);
    }
    this.lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    this.#comments = new Map(
      comments.map(comment => [this.startOf(comment.start), comment]),
    );
  }

  startOf(offset: number): number {
    return this.#starts[this.#lineAt(offset)];
  }

  /** Before the line break. */
  endOf(offset: number): number {
    const after = this.after(offset);
    const ending = this.#text.slice(Math.max(0, after - 2), after);
    const lineBreak = /\r?\n$/.exec(ending)?.[0] ?? '';
    return Math.max(offset, after - lineBreak.length);
  }

  /** Where the line after it begins. */
  after(offset: number): number {
    return this.#starts[this.#lineAt(offset) + 1] ?? this.#text.length;
  }

  /** What stands before it in its line. */
  before(offset: number): string {
    return this.#text.slice(this.startOf(offset), offset);
  }

  isFirstInLine(offset: number): boolean {
    return this.before(offset).trim() === '';
  }

  /** Where the comment begins that stands directly above a line and is indented as much. */
  commentedFrom(offset: number): number {
    const column = this.before(offset).length;
    let start = this.startOf(offset);
    while (start > 0) {
      const above = this.startOf(start - 1);
      if (this.#columnOfComment(above) !== column) {
        break;
      }
      start = above;
    }
    return start;
  }

  /**
   * Where the comment ends that follows a part which begins in `column`. One that is indented as much leads over to what
   * comes next, unless nothing comes directly after it or it names an address.
   */
  commentedUntil(offset: number, column: number): number {
    let end = offset;
    let next = offset;
    while (this.#columnOfComment(next) !== undefined) {
      const belongs =
        this.#columnOfComment(next)! > column || this.#namesAddress(next);
      next = this.after(next);
      end = belongs ? next : end;
    }
    const leadsOver = this.#text.slice(next, this.endOf(next)).trim() !== '';
    return leadsOver ? end : next;
  }

  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  #columnOfComment(line: number): number | undefined {
    const comment = this.#comments.get(line);
    return comment && this.isFirstInLine(comment.start)
      ? comment.start - line
      : undefined;
  }

  #namesAddress(line: number): boolean {
    return ADDRESS.test(this.#text.slice(line, this.endOf(line)));
  }
}
