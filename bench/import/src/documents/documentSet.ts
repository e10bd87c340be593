import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CORE_SCHEMA, dump, load } from 'js-yaml';

/** A document of the set: the file that it is made of, and how many operations that has. */
export type BenchDocument = {
  name: string;
  source: string;
  /** It is written anew as YAML, which takes much longer to read than JSON. */
  asYaml?: boolean;
  operations: number;
};

const github = '@octokit/openapi/generated';
const readme = '@readme/oas-examples';

/** Ten documents of real APIs, 82 MB in all. */
const sources: Array<Omit<BenchDocument, 'operations'>> = [
  { name: 'github', source: `${github}/api.github.com.json` },
  {
    name: 'github-yaml',
    source: `${github}/api.github.com.json`,
    asYaml: true,
  },
  { name: 'github-cloud', source: `${github}/ghec.json` },
  { name: 'github-server-17', source: `${github}/ghes-3.17.json` },
  { name: 'github-server-18', source: `${github}/ghes-3.18.json` },
  { name: 'github-server-19', source: `${github}/ghes-3.19.json` },
  { name: 'readme', source: `${readme}/3.1/json/readme.json` },
  { name: 'readme-yaml', source: `${readme}/3.1/yaml/readme.yaml` },
  { name: 'star-trek', source: `${readme}/3.0/json/star-trek.json` },
  { name: 'star-trek-yaml', source: `${readme}/3.0/yaml/star-trek.yaml` },
];

/** Neighbours that cannot be read. */
const unreadable: Record<string, string> = {
  page: '<!doctype html><p>504 Gateway Time-out</p>\n',
  bomb: `openapi: 3.0.3\ninfo: { title: Bomb, version: "1" }\npaths: {}\nx-l0: &l0 [x]\n${Array.from(
    { length: 60 },
    (_, at) => `x-l${at + 1}: &l${at + 1} [*l${at}, *l${at}]`,
  ).join('\n')}\n`,
};

export const unreadableNames = Object.keys(unreadable);

const placeholder =
  'openapi: 3.0.3\ninfo: { title: Soon, version: "1" }\npaths: {}\n';

const METHODS = /^(get|put|post|delete|options|head|patch|trace|query)$/;

/** The documents in a folder, as an author would change them. */
export class DocumentSet {
  readonly documents: BenchDocument[];
  readonly #folder: string;

  private constructor(folder: string, documents: BenchDocument[]) {
    this.#folder = folder;
    this.documents = documents;
  }

  /** A folder of placeholders, so that everything becomes large at once later. */
  static async create(folder: string): Promise<DocumentSet> {
    const documents = await Promise.all(
      sources.map(async document => ({
        ...document,
        operations: countOperations(await readDocument(document.source)),
      })),
    );
    const set = new DocumentSet(folder, documents);
    await Promise.all(
      set.paths().map(({ path }) => writeFile(path, placeholder)),
    );
    return set;
  }

  paths(): Array<{ name: string; path: string }> {
    return [...this.documents.map(({ name }) => name), ...unreadableNames].map(
      name => ({ name, path: this.#pathOf(name) }),
    );
  }

  /** Answers how many bytes the documents have. */
  async write(): Promise<number> {
    const sizes = await Promise.all(
      this.documents.map(document => this.#write(document)),
    );
    for (const [name, text] of Object.entries(unreadable)) {
      await writeFile(this.#pathOf(name), text);
    }
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** Changes something in every document that can be read. */
  async change(): Promise<void> {
    for (const { name } of this.documents) {
      const text = await readFile(this.#pathOf(name), 'utf8');
      const changed = text.startsWith('{')
        ? text.replace('{', '{"x-changed":true,')
        : `${text}\nx-changed: true\n`;
      await writeFile(this.#pathOf(name), changed);
    }
  }

  async #write({ name, source, asYaml }: BenchDocument): Promise<number> {
    const path = this.#pathOf(name);
    if (asYaml) {
      const text = dump(await readDocument(source), {
        noRefs: true,
        lineWidth: -1,
      });
      await writeFile(path, text);
    } else {
      await copyFile(require.resolve(source), path);
    }
    return (await readFile(path)).length;
  }

  #pathOf(name: string): string {
    return join(this.#folder, name);
  }
}

async function readDocument(source: string): Promise<object> {
  const text = await readFile(require.resolve(source), 'utf8');
  return load(text, { schema: CORE_SCHEMA }) as object;
}

/** Not by the code that is measured. */
function countOperations(document: {
  paths?: Record<string, object>;
  webhooks?: Record<string, object>;
}): number {
  return [document.paths, document.webhooks]
    .flatMap(part => Object.values(part ?? {}))
    .flatMap(item => Object.keys(item))
    .filter(name => METHODS.test(name)).length;
}
