import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from './readBlocks';

const insideLine =
  /^ *(?:\/\/|\{\/\*) inside (.*?)(?: of (\w+))?(?: \*\/\})?\n/m;
/** Some templates bring configuration files that hold comments only. */
const hasStatements = /^[^#\s]/m;
const importLines = /^import [^;]*;\n/gm;

/** Puts a block into the file it names, as a reader of the README would. */
export function paste(directory: string, block: Block) {
  const file = join(directory, block.file!);
  const now = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeFileSync(
    file,
    hasStatements.test(now) ? pasteInto(now, block) : now + block.text,
  );
}

function pasteInto(now: string, { text, file }: Block): string {
  const imports = (text.match(importLines) ?? []).join('');
  const rest = text.replace(importLines, '').trim();
  if (insideLine.test(rest)) {
    return imports + pasteElements(now, rest);
  }
  if (text.includes('backend.start()')) {
    return replaceOnce(now, 'backend.start();\n', text);
  }
  throw new Error(`Nothing says where this belongs in ${file}:\n${text}`);
}

/** A comment names the element, and the constant in which it stands when there are several. */
function pasteElements(now: string, rest: string): string {
  return rest
    .split(/(?=^ *(?:\/\/|\{\/\*) inside )/m)
    .reduce((source, part) => {
      const [comment, element, constant] = insideLine.exec(part)!;
      const from = constant ? source.indexOf(`const ${constant} =`) : 0;
      const start = source.indexOf(element, from);
      if (from < 0 || start < 0) {
        throw new Error(`There is no ${element} of ${constant ?? 'the file'}`);
      }
      const end = start + element.length;
      return `${source.slice(0, end)}\n${part.slice(
        comment.length,
      )}${source.slice(end)}`;
    }, now);
}

function replaceOnce(text: string, old: string, replacement: string): string {
  if (text.split(old).length !== 2) {
    throw new Error(`"${old}" does not stand there once`);
  }
  return text.replace(old, () => replacement);
}

/** Removes the statement that adds a package which is not installed any more. */
export function removeFeature(directory: string, name: string) {
  const file = join(directory, 'packages/backend/src/index.ts');
  const statement = new RegExp(
    `^backend\\.add\\(\\s*import\\('${name}'\\),?\\s*\\);\\n`,
    'm',
  );
  const now = readFileSync(file, 'utf8');
  if (!statement.test(now)) {
    throw new Error(`${file} does not add ${name}`);
  }
  writeFileSync(file, now.replace(statement, ''));
}
