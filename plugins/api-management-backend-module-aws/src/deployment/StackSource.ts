import {
  readStackArchive,
  readStackTemplate,
  stackNames,
} from '@oaf/infrastructure';

/** Where templates and the code of their functions come from. */
export interface StackSource {
  names: readonly string[];
  /** CloudFormation, JSON. */
  readTemplate(name: string): Promise<string>;
  /** Undefined when it was not built. */
  readArchive(name: string): Promise<Buffer | undefined>;
}

/** Those that come with this version. */
export const shippedStacks: StackSource = {
  names: stackNames,
  readTemplate: async name => {
    const known = stackNames.find(one => one === name);
    if (!known) {
      throw new RangeError(`There is no template ${name}`);
    }
    return (await readStackTemplate(known)).body;
  },
  readArchive: readStackArchive,
};
