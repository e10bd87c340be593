import { ResponseError } from '@backstage/errors';

/** What the client throws when the backend refuses with this sentence. */
export const refusal = (message: string, status = 400) =>
  ResponseError.fromResponse(
    Response.json(
      {
        error: { name: 'InputError', message },
        response: { statusCode: status },
      },
      { status },
    ) as Parameters<typeof ResponseError.fromResponse>[0],
  );
