import { strToU8, unzipSync, zipSync } from 'fflate';

/** Of an API at a domain of its own, where the stage is no part of the path. */
const handler = `
const { handler } = require('./door.js');
exports.handler = event => handler({
  ...event,
  requestContext: {
    ...event.requestContext,
    path: event.path,
    requestId: 'ministack',
  },
});
`;

/**
 * MiniStack tells an authorizer no `requestContext.path` and no `requestId`, which API Gateway does: this stands in front
 * of the function and fills them in.
 *
 * @param archive - the function's, with the handler `index.handler`
 */
export function authorizerForMiniStack(archive: Uint8Array): Uint8Array {
  const { 'index.js': door, ...rest } = unzipSync(archive);
  return zipSync({ ...rest, 'door.js': door, 'index.js': strToU8(handler) });
}
