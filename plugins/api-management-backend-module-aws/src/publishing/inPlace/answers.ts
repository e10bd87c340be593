import { answerParts, apiAnswers } from '@oaf/infrastructure';
import type { ApiState, OwnResponse } from './InPlaceRecord';
import type { WorkingCopy } from './InPlaceApi';

/** Types of answers that an API in place gives in the words of OAuth. */
export const answerTypes = apiAnswers.map(({ type }) => type);

const HEADER = 'gatewayresponse.header.';

/**
 * What an API in place answers when its authorizer or API Gateway refuses. Headers that its owner gives all of its answers
 * stay, as browsers may need them.
 */
export function answersOf(
  { responses }: WorkingCopy,
  before: ApiState['responses'],
): Array<[string, OwnResponse]> {
  return apiAnswers.map(answer => {
    const { statusCode, headers, templates } = answerParts(answer);
    const family = String(answer.status).startsWith('5')
      ? 'DEFAULT_5XX'
      : 'DEFAULT_4XX';
    const own = before[answer.type] ?? responses[family];
    return [
      answer.type,
      {
        statusCode,
        responseParameters: {
          ...own?.responseParameters,
          ...Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [
              `${HEADER}${name}`,
              value,
            ]),
          ),
        },
        responseTemplates: templates,
      },
    ];
  });
}
