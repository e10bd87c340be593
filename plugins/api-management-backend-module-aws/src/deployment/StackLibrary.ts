import { createHash } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ChosenTemplate,
  StackTemplate,
} from '@oaf/backstage-plugin-api-management-node';
import { readOwnTemplate } from './readOwnTemplate';
import { isOwnParameter, readParameters } from './readParameters';
import type { StackSource } from './StackSource';

/** The folder of the bucket that trust roles may write to. */
const FOLDER = 'oaf';

const ARCHIVE = /^(.+)Archive$/;

/** What is uploaded under which key; the key changes with the content, so CloudFormation sees new code. */
export type StackFile = { key: string; body: Buffer };

export type StackFiles = {
  /** One of ours; what it needs to know of the installation is filled in. */
  isShipped: boolean;
  template: StackFile;
  /** By the parameter that tells its key. */
  archives: Record<string, StackFile>;
  /** All of the template, also those that are not for people to choose. */
  parameterNames: string[];
};

type ShippedFiles = StackFiles & { description: StackTemplate };

const sha256 = (content: Buffer | string) =>
  createHash('sha256').update(content).digest('hex');

const templateFile = (text: string): StackFile => ({
  key: `${FOLDER}/${sha256(text)}.json`,
  body: Buffer.from(text),
});

const ownFiles = (text: string): StackFiles => ({
  isShipped: false,
  template: templateFile(text),
  archives: {},
  parameterNames: readOwnTemplate(text).parameters.map(({ name }) => name),
});

/** Templates and archives as they are uploaded. They do not change while the process runs. */
export class StackLibrary {
  readonly #source: StackSource;
  readonly #read = new Map<string, Promise<ShippedFiles>>();

  constructor(source: StackSource) {
    this.#source = source;
  }

  async list(): Promise<StackTemplate[]> {
    const all = await Promise.all(
      this.#source.names.map(name => this.#files(name)),
    );
    return all.map(({ description }) => description);
  }

  /**
   * @throws NotFoundError when there is no such template, ConflictError when its code was not built, or InputError when
   *   somebody's own is none
   */
  async get({ template, templateBody }: ChosenTemplate): Promise<StackFiles> {
    return templateBody === undefined
      ? this.#getShipped(template)
      : ownFiles(templateBody);
  }

  async #getShipped(name: string): Promise<StackFiles> {
    if (!this.#source.names.includes(name)) {
      throw new NotFoundError(
        `There is no template ${name} in this version; there are: ${this.#source.names.join(
          ', ',
        )}`,
      );
    }
    const files = await this.#files(name);
    const missing = Object.entries(files.archives)
      .filter(([, { body }]) => body.length === 0)
      .map(([parameter]) => parameter);
    if (missing.length > 0) {
      throw new ConflictError(
        `The code of ${missing.join(
          ', ',
        )} was not built. Run yarn workspace @oaf/infrastructure archives, and start the portal and the deployment again.`,
      );
    }
    return files;
  }

  #files(name: string): Promise<ShippedFiles> {
    const known = this.#read.get(name) ?? this.#readFiles(name);
    this.#read.set(name, known);
    return known;
  }

  async #readFiles(name: string): Promise<ShippedFiles> {
    const text = await this.#source.readTemplate(name);
    const parsed = JSON.parse(text);
    const parameters = readParameters(parsed);
    const parameterNames = parameters.map(parameter => parameter.name);
    const archives = await this.#archives(parameterNames);
    const keys = Object.values(archives).map(({ key }) => key);
    return {
      isShipped: true,
      template: templateFile(text),
      archives,
      parameterNames,
      description: {
        name,
        description: parsed.Description ?? '',
        hash: sha256([sha256(text), ...keys].join(' ')),
        parameters: parameters.filter(p => !isOwnParameter(p.name)),
      },
    };
  }

  async #archives(names: string[]): Promise<Record<string, StackFile>> {
    const archives: Record<string, StackFile> = {};
    for (const name of names) {
      const [, code] = ARCHIVE.exec(name) ?? [];
      if (code) {
        const archive = `${code[0].toLowerCase()}${code.slice(1)}`;
        const body =
          (await this.#source.readArchive(archive)) ?? Buffer.alloc(0);
        archives[name] = { key: `${FOLDER}/${sha256(body)}.zip`, body };
      }
    }
    return archives;
  }
}
