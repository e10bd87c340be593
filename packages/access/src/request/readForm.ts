import type { AccessRequest } from './AccessRequest';
import { OAuthError } from '../OAuthError';
import { readBody } from './readBody';

/** The parameters of a form; those without a value count as omitted (RFC 6749 section 3.2). */
export interface Form {
  fields: Map<string, string>;
  /** RFC 8707 lets `resource`, and only it, come more than once. */
  resources: string[];
}

function addParameter(
  { fields, resources }: Form,
  name: string,
  value: string,
) {
  if (value === '') {
    return;
  }
  if (name === 'resource') {
    resources.push(value);
  }
  fields.set(name, value);
}

/** @throws OAuthError `invalid_request` */
export async function readForm(request: AccessRequest): Promise<Form> {
  const text = await readBody(request, 'application/x-www-form-urlencoded');
  const form: Form = { fields: new Map(), resources: [] };
  const names = new Set<string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (names.has(name) && name !== 'resource') {
      throw new OAuthError('invalid_request', 'A parameter came twice');
    }
    names.add(name);
    addParameter(form, name, value);
  }
  return form;
}
