import { accessLogRecordSchema, type AccessLogRecord } from '@oaf/contract';

const NEWLINE = 0x0a;

const notEmpty = (line: Buffer) => line.length > 0;

/** Splits at newlines; what follows the last one has no end, and is empty when the file is whole. */
function splitLines(content: Buffer): { lines: Buffer[]; rest: Buffer } {
  const lines: Buffer[] = [];
  let start = 0;
  for (
    let end = content.indexOf(NEWLINE);
    end !== -1;
    end = content.indexOf(NEWLINE, start)
  ) {
    lines.push(content.subarray(start, end));
    start = end + 1;
  }
  return { lines: lines.filter(notEmpty), rest: content.subarray(start) };
}

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Reads a journal of lines of JSON. A column that a record lacks because it is of an earlier release has its default.
 * Only an end without a newline that is no whole JSON is dropped, as a process was killed while it wrote; whatever else
 * is no record is answered as it is, because it may be a call that is to be billed.
 */
export function readJournal(content: Buffer): {
  records: AccessLogRecord[];
  torn: number;
  unreadable: Buffer[];
} {
  const { lines, rest } = splitLines(content);
  const torn = notEmpty(rest) && parseJson(rest) === undefined;
  const records: AccessLogRecord[] = [];
  const unreadable: Buffer[] = [];
  for (const line of torn ? lines : [...lines, rest].filter(notEmpty)) {
    const record = accessLogRecordSchema.safeParse(parseJson(line));
    if (record.success) {
      records.push(record.data);
    } else {
      unreadable.push(line);
    }
  }
  return { records, torn: Number(torn), unreadable };
}
