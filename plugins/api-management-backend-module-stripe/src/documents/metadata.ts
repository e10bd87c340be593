import type { BillingDocument } from '@oaf/backstage-plugin-api-management-node';

/** By which a document is known again. */
export const DOCUMENT = 'api_management_document';
/** By which a line of it is. */
export const LINE = 'api_management_line';

export const metadataOf = (document: BillingDocument) => ({
  [DOCUMENT]: document.id,
  number: document.number,
  period: document.period,
  issuer: document.issuer,
  customer: document.customer,
});

/** The first that was made of a document. */
export async function findOf<
  Found extends { metadata: Record<string, string> | null },
>(
  items: AsyncIterable<Found>,
  { id }: Pick<BillingDocument, 'id'>,
): Promise<Found | undefined> {
  for await (const item of items) {
    if (item.metadata?.[DOCUMENT] === id) {
      return item;
    }
  }
  return undefined;
}
