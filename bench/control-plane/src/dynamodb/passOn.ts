import type { IncomingMessage } from 'node:http';
import type { Answer } from '../requests/AwsError';

/** What the answer's body does not have any more, or the connection of its own. */
const PASSED_ON = ['content-type', 'x-amz-crc32'];

/** Asks the emulator that has DynamoDB, in the caller's words. */
export async function passOn(
  emulator: string,
  request: IncomingMessage,
  body: string,
): Promise<Answer> {
  const { authorization, ...rest } = request.headers;
  const answer = await fetch(emulator, {
    method: 'POST',
    body,
    headers: {
      'content-type': String(rest['content-type']),
      'x-amz-target': String(rest['x-amz-target']),
      authorization: String(authorization),
    },
  });
  const headers = PASSED_ON.flatMap(name => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    status: answer.status,
    headers: Object.fromEntries(headers),
    body: [Buffer.from(await answer.arrayBuffer())],
  };
}
