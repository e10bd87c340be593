import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { documentOf } from './documents';
import { sayProblem } from './problems';

/** What API Gateway could not make of a document, before anything is made. */
export const validateDocument: CustomFieldValidator<string, {}> = async (
  hash,
  field,
  { formData, apiHolder },
) => {
  // What is missing the form says by itself.
  if (!hash) {
    return;
  }
  const text = documentOf(hash);
  if (text === undefined) {
    field.addError(sayProblem(apiHolder, 'noDocument'));
    return;
  }
  const { restApiOf } = await import('./restApi');
  try {
    restApiOf(text, formData);
  } catch (error) {
    field.addError((error as Error).message);
  }
};
