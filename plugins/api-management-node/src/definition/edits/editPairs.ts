import type { SourceMap, SourceRange } from '../source/SourceNode';
import type { Lines } from './Lines';
import type { TextEdits } from './TextEdits';

/** What becomes of the pairs of a map, one by one. */
export type PairEdit = {
  /** Its text stays. */
  stays: boolean;
  /** Its text was not for everybody, nor are comments next to it. */
  isPrivate: boolean;
  /** What stands in its place, or after it when it stays: pairs as `name: value`. */
  written: string[];
};

/** Parts of a map that are cut next to each other. */
type Run = { first: number; last: number };

function runsOf(edits: PairEdit[]): Run[] {
  const runs: Run[] = [];
  edits.forEach(({ stays, written }, index) => {
    if (!stays && written.length === 0) {
      const run = runs.at(-1);
      if (run && run.last === index - 1) {
        run.last = index;
      } else {
        runs.push({ first: index, last: index });
      }
    }
  });
  return runs;
}

/** The lines of a part, with the comments next to it. */
function linesOf(lines: Lines, start: number, end: number): SourceRange {
  const column = lines.before(start).length;
  return {
    start: lines.commentedFrom(start),
    end: lines.commentedUntil(lines.after(end), column),
  };
}

function cutFromBraces({ pairs }: SourceMap, run: Run, edits: TextEdits) {
  const next = pairs[run.last + 1];
  const before = pairs[run.first - 1];
  if (next) {
    edits.cut(pairs[run.first].start, next.start);
  } else {
    const start = before ? before.value.end : pairs[run.first].start;
    edits.cut(start, pairs[run.last].value.end);
  }
}

/** Cuts whole lines; after `- ` or `? `, what comes next moves up. */
function cutLines(
  { pairs }: SourceMap,
  run: Run,
  { edits, lines }: { edits: TextEdits; lines: Lines },
) {
  const { start } = pairs[run.first];
  const { end } = pairs[run.last].value;
  if (!lines.isFirstInLine(start)) {
    edits.cut(start, pairs[run.last + 1].start);
    return;
  }
  const cut = linesOf(lines, start, end);
  edits.cut(cut.start, cut.end);
}

function write(
  { flow, pairs }: SourceMap,
  index: number,
  { stays, isPrivate, written }: PairEdit,
  { edits, lines }: { edits: TextEdits; lines: Lines },
) {
  const { start, value } = pairs[index];
  const separator = flow
    ? separatorOf(lines, start)
    : lines.lineBreak + indentOf(lines, start);
  if (stays) {
    const at = flow ? value.end : lines.endOf(value.end);
    edits.insert(at, written.map(text => separator + text).join(''));
  } else if (isPrivate && !flow && lines.isFirstInLine(start)) {
    const range = linesOf(lines, start, value.end);
    const indent = lines.before(start);
    const text = written.map(line => indent + line + lines.lineBreak).join('');
    edits.replace(range.start, range.end, text);
  } else {
    edits.replace(start, value.end, written.join(separator));
  }
}

/** After `- `, the next pair stands below the first. */
function indentOf(lines: Lines, start: number): string {
  return lines.before(start).replace(/\S/g, ' ');
}

/** As the pair itself is set off. */
function separatorOf(lines: Lines, start: number): string {
  return lines.isFirstInLine(start)
    ? `,${lines.lineBreak}${lines.before(start)}`
    : ', ';
}

/** Edits the text of a map. One that loses all its pairs is left empty. */
export function editPairs(
  map: SourceMap,
  pairEdits: PairEdit[],
  { edits, lines }: { edits: TextEdits; lines: Lines },
) {
  const { pairs, flow } = map;
  const runs = runsOf(pairEdits);
  const [run] = runs;
  if (!flow && run && run.last - run.first + 1 === pairs.length) {
    edits.replace(pairs[0].start, lines.endOf(map.end), '{}');
    return;
  }
  for (const each of runs) {
    if (flow) {
      cutFromBraces(map, each, edits);
    } else {
      cutLines(map, each, { edits, lines });
    }
  }
  pairEdits.forEach((edit, index) => {
    if (edit.written.length > 0) {
      write(map, index, edit, { edits, lines });
    }
  });
}
