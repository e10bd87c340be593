import { templateHashOf } from '@oaf/backstage-plugin-api-management-common';

/**
 * Documents of the forms of this page, by their hashes. A form has the hash alone, because all that is in a form is kept
 * with its task, in a column that holds 64 KB where the database is MySQL.
 */
const documents = new Map<string, string>();

/** Keeps a document for as long as the page is open. @returns what it is found by */
export function keepDocument(text: string): string {
  const hash = templateHashOf(text);
  documents.set(hash, text);
  return hash;
}

/** Undefined when the page was loaded anew since. */
export const documentOf = (hash: string): string | undefined =>
  documents.get(hash);
