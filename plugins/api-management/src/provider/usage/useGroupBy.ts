import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { useSearchParams } from 'react-router-dom';

/** What one row of the usage table is. */
export type GroupBy = NonNullable<GetUsage['query']['groupBy']>;

export const groupTitles: Record<GroupBy, string> = {
  product: 'Product',
  gatewayApi: 'API',
  application: 'Application',
  subscription: 'Subscription',
  plan: 'Plan',
  operation: 'Operation',
  statusClass: 'Status',
};

/** The grouping in the address. */
export function useGroupBy() {
  const [params, setParams] = useSearchParams();
  const chosen = params.get('groupBy') ?? '';
  const groupBy: GroupBy =
    chosen in groupTitles ? (chosen as GroupBy) : 'product';
  const changeGroupBy = (next: GroupBy) =>
    setParams(
      former => {
        former.set('groupBy', next);
        return former;
      },
      { replace: true },
    );
  return { groupBy, changeGroupBy };
}
