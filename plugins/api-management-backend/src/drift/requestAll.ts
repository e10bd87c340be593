import type { Gateways } from '../publications/Gateways';
import type { ComparisonQueue } from './ComparisonQueue';

const PAGE = 100;

/** Has all gateways compared. */
export async function requestAll({
  gateways,
  comparisonQueue,
}: {
  gateways: Gateways;
  comparisonQueue: ComparisonQueue;
}): Promise<void> {
  let offset = 0;
  for (;;) {
    const { items, totalItems } = await gateways.list({ offset, limit: PAGE });
    for (const { stack } of items) {
      await comparisonQueue.request(stack.id);
    }
    offset += items.length;
    if (items.length === 0 || offset >= totalItems) {
      return;
    }
  }
}
