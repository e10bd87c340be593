import { OAuthError } from '../OAuthError';
import { readBody } from './readBody';

/** The parameters of a form; those without a value count as omitted (RFC 6749 section 3.2). */
export interface Form {
  fields: Map<string, string>;
  /** RFC 8707 lets `resource`, and only it, come more than once. */
  resources: string[];
}

/** @throws OAuthError `invalid_request` */
export async function readForm(request: Request): Promise<Form> {
  const text = await readBody(request, 'application/x-www-form-urlencoded');
  const parameters = new URLSearchParams(text);
  const fields = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (name !== 'resource' && fields.has(name)) {
      throw new OAuthError('invalid_request', 'A parameter came twice');
    }
    fields.set(name, value);
  }
  return {
    fields: new Map([...fields].filter(([, value]) => value !== '')),
    resources: parameters.getAll('resource').filter(Boolean),
  };
}
