import type { SourceRange } from '../source/SourceNode';

/** Says where something leads to: an address, an ARN, a server that was commented out. */
const ADDRESS =
  /:\/\/|\burl:|\barn:|\blocalhost\b|\b\d{1,3}(?:\.\d{1,3}){3}\b/i;

/** The lines of a text, and which of them hold nothing but a comment. */
export class Lines {
  readonly #text: string;
  /** By the line they begin in. */
  readonly #comments: Map<number, SourceRange>;
  readonly lineBreak: string;

  constructor(text: string, comments: SourceRange[]) {
    this.#text = text;
    this.lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
    this.#comments = new Map(
      comments.map(comment => [this.startOf(comment.start), comment]),
    );
  }

  startOf(offset: number): number {
    return offset === 0 ? 0 : this.#text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Before the line break. */
  endOf(offset: number): number {
    const end = this.#text.indexOf('\n', offset);
    if (end === -1) {
      return this.#text.length;
    }
    return end > offset && this.#text[end - 1] === '\r' ? end - 1 : end;
  }

  /** Where the line after it begins. */
  after(offset: number): number {
    const end = this.#text.indexOf('\n', offset);
    return end === -1 ? this.#text.length : end + 1;
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
