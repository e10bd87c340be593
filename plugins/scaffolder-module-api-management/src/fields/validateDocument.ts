import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { documentOf } from './documents';

/** What API Gateway could not make of a document, before anything is made. */
export const validateDocument: CustomFieldValidator<string, {}> = async (
  hash,
  field,
  { formData },
) => {
  // What is missing the form says by itself.
  if (!hash) {
    return;
  }
  const text = documentOf(hash);
  if (text === undefined) {
    field.addError('The document is not here any more: give it again');
    return;
  }
  const { restApiOf } = await import('./restApi');
  try {
    restApiOf(text, formData);
  } catch (error) {
    field.addError((error as Error).message);
  }
};
