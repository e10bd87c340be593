import type { Lines } from '../edits/Lines';
import type { TextEdits } from '../edits/TextEdits';
import type { SourceRange } from '../source/SourceNode';
import type { Publishing } from './Publishing';

/** Cuts the comments that name what the document must not tell, wherever they are. */
export function cutComments(
  publishing: Publishing & { edits: TextEdits; lines: Lines },
) {
  const { source, conceal, privateWords } = publishing;
  for (const comment of source.comments) {
    const text = source.text.slice(comment.start, comment.end);
    if (privateWords.areIn(text) || conceal(text) !== text) {
      cutComment(comment, publishing);
    }
  }
}

function cutComment(
  { start, end }: SourceRange,
  { edits, lines }: { edits: TextEdits; lines: Lines },
) {
  if (lines.isFirstInLine(start)) {
    edits.cut(lines.startOf(start), lines.after(start));
  } else {
    const before = lines.before(start);
    edits.cut(start - before.length + before.trimEnd().length, end);
  }
}
