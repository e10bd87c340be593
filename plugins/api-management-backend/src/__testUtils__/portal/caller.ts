import { people } from './people';
import type { Person } from './people';

export type Answer = { status: number; headers: Headers; body: any };

/** A request that is never answered fails here, rather than by Jest's or somebody's patience. */
const ANSWER_MS = 10_000;

/** Calls the portal as somebody who is signed in. */
export function caller(origin: string, person: Person) {
  const authorization = `Bearer ${people[person].userEntityRef}`;
  const call =
    (method: string) =>
    async (path: string, body?: object): Promise<Answer> => {
      const answer = await fetch(`${origin}${path}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const text = await answer.text();
      const isCsv = answer.headers.get('content-type')?.startsWith('text/csv');
      return {
        status: answer.status,
        headers: answer.headers,
        body: text && !isCsv ? JSON.parse(text) : text,
      };
    };
  return {
    get: (path: string) => call('GET')(path),
    post: (path: string, body: object = {}) => call('POST')(path, body),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
  };
}
