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

const parseUpTo = (limit: string) =>
  express.json({ limit, reviver: withoutNul });

/** Room for a product with the longest guide and terms that the contract allows, four bytes a character. */
const parse = parseUpTo('1mb');

/** Room for the largest template of one's own, of whose characters many may be escaped. */
const parseWithTemplate = parseUpTo('4mb');

/** Reads the body. */
export const parseJson: RequestHandler = (request, ...rest) =>
  (request.path === '/infrastructure/deployments' ? parseWithTemplate : parse)(
    request,
    ...rest,
  );
