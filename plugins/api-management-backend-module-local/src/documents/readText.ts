import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
} from 'node:fs';

const MEGABYTE = 1024 * 1024;

/** Byte order marks, and what they say of the text. */
const ENCODINGS: Array<[number[], string]> = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * Reads a text file, in UTF-8 or with a byte order mark in UTF-16. What is no file, such as a pipe that nobody writes to,
 * is not waited for.
 *
 * @throws Error whose message is for people; of the system's errors with their `code`
 */
export function readText(path: string, maxBytes: number): string {
  const file = openSync(path, constants.O_RDONLY + constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) {
      throw new Error(
        stats.isDirectory() ? 'it is a directory' : 'it is no file',
      );
    }
    requireSize(stats.size, maxBytes);
    const bytes = readFileSync(file);
    requireSize(bytes.length, maxBytes);
    return decode(bytes);
  } finally {
    closeSync(file);
  }
}

function requireSize(bytes: number, maxBytes: number) {
  if (bytes > maxBytes) {
    const [size, most] = [bytes, maxBytes].map(count =>
      (count / MEGABYTE).toFixed(1),
    );
    throw new Error(
      `it has ${size} MB, more than the ${most} MB that are read`,
    );
  }
}

function decode(bytes: Buffer): string {
  const [, encoding = 'utf-8'] =
    ENCODINGS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte)) ??
    [];
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`it is no text in ${encoding.toUpperCase()}`);
  }
}
