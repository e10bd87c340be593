import { dirname, resolve } from 'node:path';
import { kindOf } from '../grammar/grammar';
import type { Kind } from '../grammar/grammar';
import { readSource } from '../source/readSource';
import { pairOf, resolveAlias } from '../source/SourceNode';
import type { Source, SourceNode } from '../source/SourceNode';
import { ComponentNames } from './ComponentNames';
import { partsOf } from './references';
import type { Reference } from './references';
import { writeFlow } from './writeFlow';

/** What a document refers to. @public */
export type BundleOptions = {
  /** Absolute path of the document, from which its relative references start. */
  path: string;
  /** The text of a file by its absolute path; undefined when there is none that may be read. */
  read(path: string): string | undefined;
};

/** A component to be: its section, its name and JSON. */
export type Component = { section: string; name: string; text: string };

/** Objects of OpenAPI that can be components, and where. Of others there is no place to refer to. */
const sections: Record<string, string> = {
  Schema: 'schemas',
  Discriminator: 'schemas',
  Response: 'responses',
  Parameter: 'parameters',
  Example: 'examples',
  Body: 'requestBodies',
  SecurityScheme: 'securitySchemes',
  Link: 'links',
  Callback: 'callbacks',
  PathItem: 'pathItems',
  MediaType: 'mediaTypes',
};

/** What all that is taken in may have: in any case, and in addition for each character of the files. */
const ROOM = { any: 100 * 1024, perCharacter: 10 };

/** What a document takes in from other files: each part once, however often it is referred to. */
export class Bundle {
  readonly components: Component[] = [];
  readonly #read: BundleOptions['read'];
  readonly #path: string;
  readonly #names: ComponentNames;
  readonly #sources = new Map<string, Source | undefined>();
  readonly #taken = new Map<string, string>();
  #room = ROOM.any;

  constructor(source: Source, { path, read }: BundleOptions) {
    this.#path = resolve(path);
    this.#read = read;
    this.#names = new ComponentNames(source.root);
    this.#sources.set(this.#path, source);
  }

  /** The reference that leads to the same within the document; undefined when it cannot be taken in. */
  take({ value, kind }: Reference, from: string): string | undefined {
    const { file, pointer } = partsOf(value);
    if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(file)) {
      return undefined;
    }
    const path = resolve(dirname(from), decoded(file));
    if (path === this.#path) {
      return `#${pointer}`;
    }
    const key = `${kind.name} ${path}#${pointer}`;
    const known = this.#taken.get(key);
    return known ?? this.#takeNew(key, { path, pointer, kind });
  }

  #takeNew(
    key: string,
    { path, pointer, kind }: { path: string; pointer: string; kind: Kind },
  ): string | undefined {
    const section = sections[kind.name];
    const source = section ? this.#open(path) : undefined;
    const node = source && followPointer(source.root, pointer);
    if (!source || !node) {
      return undefined;
    }
    const { name, reference } = this.#names.reserve(section, pointer || path);
    // Before it is written, because it may refer to itself.
    this.#taken.set(key, reference);
    const text = this.#write(source, node, { path, kind });
    this.components.push({ section, name, text });
    return reference;
  }

  #write(
    { text }: Source,
    node: SourceNode,
    { path, kind }: { path: string; kind: Kind },
  ): string {
    const itself = kind.name === 'Discriminator' ? kindOf('Schema') : kind;
    return writeFlow(node, itself, {
      text,
      take: reference => this.#takeFrom(reference, path),
      spend: length => this.#spend(length),
    });
  }

  /** A reference of a file that is taken in, which the document does not stand beside. */
  #takeFrom(reference: Reference, path: string): string | undefined {
    return this.take(
      reference.value.startsWith('#')
        ? {
            ...reference,
            value: path.slice(path.lastIndexOf('/') + 1) + reference.value,
          }
        : reference,
      path,
    );
  }

  #open(path: string): Source | undefined {
    if (!this.#sources.has(path)) {
      const text = this.#read(path);
      this.#room += ROOM.perCharacter * (text?.length ?? 0);
      this.#sources.set(
        path,
        text === undefined ? undefined : readFile(path, text),
      );
    }
    return this.#sources.get(path);
  }

  #spend(length: number) {
    this.#room -= length;
    if (this.#room < 0) {
      throw new SyntaxError(
        'What it refers to in other files stands for many times these files, which would overrun whoever reads it. Refer to what is shared by $ref instead of aliases.',
      );
    }
  }
}

function readFile(path: string, text: string): Source {
  try {
    return readSource(text);
  } catch (error) {
    throw new SyntaxError(
      `It refers to ${path.slice(path.lastIndexOf('/') + 1)}. ${
        (error as Error).message
      }`,
      { cause: error },
    );
  }
}

function followPointer(root: SourceNode, pointer: string) {
  const parts = pointer.split('/').slice(1);
  return parts.reduce<SourceNode | undefined>(
    (node, part) => node && childOf(node, part),
    pointer === '' || pointer.startsWith('/') ? root : undefined,
  );
}

function childOf(node: SourceNode, part: string): SourceNode | undefined {
  const name = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
  const parent = resolveAlias(node);
  return parent.type === 'list'
    ? parent.items[Number(name)]
    : pairOf(parent, name)?.value;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
