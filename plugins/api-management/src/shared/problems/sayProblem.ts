import { toSentence } from './toSentence';

/** What a contract says of a value, and the same to whoever typed it. */
const words: [RegExp, string][] = [
  [/^must have required property .*$/, 'Fill this in.'],
  [/^must NOT have fewer than 1 characters?$/, 'Fill this in.'],
  [/^must NOT have fewer than (\d+) characters$/, 'At least $1 characters.'],
  [/^must NOT have more than (\d+) characters$/, 'At most $1 characters.'],
  [/^must NOT have fewer than 1 items?$/, 'Choose at least one.'],
  [/^must NOT have fewer than (\d+) items$/, 'At least $1.'],
  [/^must NOT have more than (\d+) items$/, 'At most $1.'],
  [/^must be >= (\S+)$/, 'At least $1.'],
  [/^must be <= (\S+)$/, 'At most $1.'],
  [/^must be > (\S+)$/, 'More than $1.'],
  [/^must be < (\S+)$/, 'Less than $1.'],
  [/^must be integer$/, 'A whole number.'],
  [/^must be number$/, 'A number.'],
  [/^must be multiple of (\S+)$/, 'A multiple of $1.'],
  [/^must be equal to one of the allowed values.*$/, 'None of the choices.'],
  [/^must match (pattern|format) .*$/, 'This is not written as it has to be.'],
  [/^must NOT have additional properties$/, 'This is not known here.'],
];

/** A problem as a sentence at a field; what was written for people stays as it is. */
export function sayProblem(text: string): string {
  const [pattern, sentence] = words.find(([each]) => each.test(text)) ?? [];
  return pattern && sentence
    ? text.replace(pattern, sentence)
    : toSentence(text);
}
