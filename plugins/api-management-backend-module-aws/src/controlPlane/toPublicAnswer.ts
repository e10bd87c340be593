import { toPublicDocument } from '../definition/toPublicDocument';
import type { Answer } from './Transport';

/**
 * An export as consumers may see it; other answers, and those that are errors, stay as they are.
 *
 * @throws SyntaxError when the export is no OpenAPI document
 */
export function toPublicAnswer(answer: Answer, publicAt?: string): Answer {
  return publicAt !== undefined && answer.status < 300
    ? { ...answer, text: toPublicDocument(answer.text, publicAt) }
    : answer;
}
