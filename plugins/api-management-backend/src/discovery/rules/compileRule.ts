import jsonata from 'jsonata';
import type { RuleInput } from './EntityRules';
import { tagsNamed } from './tagsNamed';

export type Rule = (input: RuleInput) => Promise<unknown>;

/** A rule looks at one small record; one that takes longer recurses without end. */
const TIMEOUT_MS = 100;

/** The hook that JSONata calls before each step; the way its authors give to bound the time of an expression. */
const EVALUATE_ENTRY = Symbol.for('jsonata.__evaluate_entry');

/** @throws Error that names `key` */
export function compileRule(key: string, text: string): Rule {
  const expression = parse(key, text);
  let deadline = 0;
  expression.assign(EVALUATE_ENTRY as unknown as string, () => {
    if (Date.now() > deadline) {
      throw new Error(`It took longer than ${TIMEOUT_MS} ms`);
    }
  });
  return async input => {
    deadline = Date.now() + TIMEOUT_MS;
    try {
      return await expression.evaluate(input, {
        tag: (name: string) => tagsNamed(input.tags, name)[0]?.value,
      });
    } catch (error) {
      throw new Error(messageOf(error));
    }
  };
}

function parse(key: string, text: string) {
  try {
    return jsonata(text);
  } catch (error) {
    throw new Error(`${key} is not a JSONata expression: ${messageOf(error)}`);
  }
}

/** JSONata throws plain records. */
function messageOf(error: unknown): string {
  const { message, position } = error as { message: string; position?: number };
  return position === undefined
    ? message
    : `${message} (at character ${position})`;
}
