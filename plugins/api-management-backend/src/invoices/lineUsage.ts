import { NotFoundError } from '@backstage/errors';
import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import type { BillStore } from '../billing/BillStore';
import { toCsv } from '../csv/toCsv';

/** The result of a line's query, hour by hour, so that whoever adds it up finds the quantity. */
export async function lineUsage(
  { lines }: Invoice,
  key: number,
  billStore: Pick<BillStore, 'listBilledUsage'>,
): Promise<string> {
  const line = lines?.find(each => each.key === key);
  if (!line?.query) {
    throw new NotFoundError(`Line ${key} of the invoice counts nothing`);
  }
  const rows = await billStore.listBilledUsage(line.billId);
  return toCsv(
    rows.map(({ hour, planId, billableCalls }) => ({
      hour: new Date(hour).toISOString(),
      timeZone: 'UTC',
      plan: planId,
      billableCalls,
    })),
  );
}
