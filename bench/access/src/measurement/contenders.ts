import type { Contender } from './runRounds';

/** A contender that does something with each of the inputs it prepared, one after the other. */
export function each<Input>(
  name: string,
  prepareInputs: (count: number) => Promise<Input[]>,
  operation: (input: Input) => Promise<void>,
): Contender {
  return {
    name,
    prepare: async operations => {
      const inputs = await prepareInputs(operations);
      return async () => {
        for (const input of inputs) {
          await operation(input);
        }
      };
    },
  };
}
