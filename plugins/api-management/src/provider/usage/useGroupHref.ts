import type { UsageGroup } from '@oaf/backstage-plugin-api-management-common';
import { useLocation, useSearchParams } from 'react-router-dom';
import type { GroupBy } from '../../shared';
import { usePaths } from '../usePaths';

/** To what a row is about; an operation and a class of status narrow the page, to who calls it. */
export function useGroupHref() {
  const paths = usePaths();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const narrowed = (name: string, value: string, groupBy: GroupBy) => {
    const next = new URLSearchParams(params);
    next.set(`usage-${name}`, value);
    next.set('usage-groupBy', groupBy);
    ['offset', 'search', 'orderBy'].forEach(each =>
      next.delete(`usage-${each}`),
    );
    return `${pathname}?${next}`;
  };
  return ({ id, title }: UsageGroup, groupBy: GroupBy) => {
    const hrefs: Partial<Record<GroupBy, () => string>> = {
      product: () => paths.product(id),
      subscription: () => paths.subscription(id),
      gatewayApi: () =>
        `${paths.gatewayApis}?search=${encodeURIComponent(title)}`,
      operation: () => narrowed('operation', id, 'application'),
      statusClass: () => narrowed('statusClass', id, 'operation'),
    };
    return hrefs[groupBy]?.();
  };
}
