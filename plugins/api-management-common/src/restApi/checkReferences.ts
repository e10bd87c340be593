import { InputError } from '@backstage/errors';
import { resolveReference, type Fields, type Json } from './OpenApi';

/** @throws InputError naming a reference that leads out of the document, or nowhere */
export function checkReferences(document: Fields): void {
  const look = (value: Json | undefined) => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    Object.values(value).forEach(look);
    const reference = Array.isArray(value) ? undefined : value.$ref;
    if (typeof reference === 'string') {
      checkReference(document, reference);
    }
  };
  look(document);
}

function checkReference(document: Fields, reference: string) {
  if (!reference.startsWith('#/')) {
    throw new InputError(
      `The document refers to ${reference}, which is outside of it: bundle all into one document`,
    );
  }
  if (resolveReference(document, reference) === undefined) {
    throw new InputError(
      `The document refers to ${reference}, which it does not have`,
    );
  }
}
