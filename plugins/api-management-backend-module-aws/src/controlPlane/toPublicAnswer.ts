import { toPublicDocument } from '../definition/toPublicDocument';
import type { Answer, SignedRequest } from './Transport';

/**
 * An export as consumers may see it; other answers, and those that are errors, stay as they are.
 *
 * @throws SyntaxError when the export is no OpenAPI document
 */
export function toPublicAnswer(
  answer: Answer,
  publish?: SignedRequest['publish'],
): Answer {
  return publish && answer.status < 300
    ? { ...answer, text: toPublicDocument(answer.text, publish.server) }
    : answer;
}
