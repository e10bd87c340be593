/** The first paragraph of a Markdown text, without its markup. */
export const plainText = (markdown: string) =>
  markdown
    .trim()
    .split(/\n\s*\n/)[0]
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[#>\s]+/gm, '')
    .replace(/\*\*|__|`/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** At most `length` characters, whole sentences where there are any. */
export function shorten(text: string, length: number) {
  if (text.length <= length) {
    return text;
  }
  const cut = text.slice(0, length);
  const end = cut.lastIndexOf('. ');
  return end > 0 ? cut.slice(0, end + 1) : `${cut.slice(0, -1)}…`;
}
