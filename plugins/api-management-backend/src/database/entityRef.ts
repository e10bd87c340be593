import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** The one spelling of an entity reference that is stored, so that databases may compare it letter by letter. */
export function entityRefOf(text: string): string {
  return stringifyEntityRef(parseEntityRef(text));
}
