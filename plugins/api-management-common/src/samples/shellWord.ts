/** A POSIX shell word; nothing is special between single quotes but the quote itself. */
export function shellWord(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
