import { InputError } from '@backstage/errors';
import express from 'express';
import type { RequestHandler } from 'express';

const NUL = '\u0000';

function withoutNul(_key: string, value: unknown) {
  if (typeof value === 'string' && value.includes(NUL)) {
    throw new InputError('request/body must not contain the character U+0000');
  }
  return value;
}

/** PostgreSQL has no text with U+0000; a request that carries one is the caller's mistake. */
export const refuseNul: RequestHandler = (request, _response, next) => {
  if (/%00/.test(request.url)) {
    throw new InputError('request/url must not contain the character U+0000');
  }
  next();
};

/** Room for a product with the longest guide and terms that the contract allows, four bytes a character. */
export const parseJson: RequestHandler = express.json({
  limit: '1mb',
  reviver: withoutNul,
});
