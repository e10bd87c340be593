import { errorMessage } from '../api';
import { sayProblem } from './sayProblem';

/** What the backend has against a field of a request's body. */
export type BodyProblem = {
  /** `['plans', '0', 'limits', 'rate']` */
  path: string[];
  /** A sentence, in words of a form. */
  message: string;
};

const ofBody = /^request\/body(?:\/([^\s:]*))?:?\s+(.*)$/s;
const missing = /^must have required property '(.+)'$/;

/** What an error of the backend says of the body: `request/body/title must NOT have fewer than 1 characters`. */
export function bodyProblems(error: Error): BodyProblem[] {
  return errorMessage(error)
    .split(/, (?=request\/)/)
    .flatMap(part => {
      const [, path = '', text] = ofBody.exec(part) ?? [];
      return text ? [toProblem(path.split('/').filter(Boolean), text)] : [];
    });
}

function toProblem(path: string[], text: string): BodyProblem {
  const [, property] = missing.exec(text) ?? [];
  return {
    path: property ? [...path, property] : path,
    message: sayProblem(text),
  };
}
