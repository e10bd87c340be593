import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  DriftDifference,
  DriftKind,
  DriftState,
  ListDriftFindings,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiManagementApiRef,
  type ListFilter,
  useServerOptions,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

const kinds: DriftKind[] = [
  'api-key',
  'usage-plan',
  'usage-plan-key',
  'grant',
  'route',
  'stage',
  'authorizer',
  'access-log',
];
const differences: DriftDifference[] = ['missing', 'changed', 'foreign'];
const states: DriftState[] = [
  'open',
  'ignored',
  'repairing',
  'repaired',
  'adopted',
  'gone',
];

/** Filters of the list of findings. */
export function useDriftFilters(chosen: Record<string, string>): ListFilter[] {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  const products = useServerOptions('listProducts', {
    query: { orderBy: 'title:asc' },
    chosen: chosen.productId ? [chosen.productId] : [],
    get: productId => client.getProduct({ path: { productId } }),
    toOption: ({ id, title }) => ({ id, label: title }),
  });
  return [
    {
      name: 'state',
      label: t('gatewayDrift.state'),
      any: t('gatewayDrift.current'),
      options: states.map(id => ({ id, label: t(`gatewayDriftState.${id}`) })),
    },
    {
      name: 'kind',
      label: t('gatewayDrift.kind'),
      any: t('gatewayDrift.allKinds'),
      options: kinds.map(id => ({ id, label: t(`gatewayDriftKind.${id}`) })),
    },
    {
      name: 'difference',
      label: t('gatewayDrift.difference'),
      any: t('gatewayDrift.allDifferences'),
      options: differences.map(id => ({
        id,
        label: t(`gatewayDriftDifference.${id}`),
      })),
    },
    {
      name: 'productId',
      label: t('gatewayDrift.product'),
      any: t('gatewayDrift.allProducts'),
      ...products,
    },
  ];
}

const oneOf = <Value extends string>(values: Value[], chosen: string) =>
  values.find(value => value === chosen);

const listed = <Value>(value: Value | undefined) => value && [value];

/** The chosen filters as the backend wants them. */
export const toDriftQuery = (
  filters: Record<string, string>,
): ListDriftFindings['query'] => ({
  state: listed(oneOf(states, filters.state)),
  kind: listed(oneOf(kinds, filters.kind)),
  difference: oneOf(differences, filters.difference),
  gatewayId: filters.gatewayId,
  productId: filters.productId,
});
