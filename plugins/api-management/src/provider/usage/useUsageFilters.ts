import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useSearchParams } from 'react-router-dom';
import {
  apiManagementApiRef,
  type ListFilter,
  NO_OPERATION,
  useServerOptions,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

const classes = [2, 3, 4, 5];

/** What the reader narrows the page to; the table's toolbar keeps it in the address. */
export function useUsageFilters() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  const [params] = useSearchParams();
  const get = (name: string) => params.get(`usage-${name}`) || undefined;
  const productId = get('productId');
  const operation = get('operation');
  const statusClass = classes.find(each => String(each) === get('statusClass'));
  const products = useServerOptions('listProducts', {
    query: { orderBy: 'title:asc' },
    chosen: productId ? [productId] : [],
    get: id => client.getProduct({ path: { productId: id } }),
    toOption: ({ id, title }) => ({ id, label: title }),
  });
  const filters: ListFilter[] = [
    {
      name: 'productId',
      label: t('usage.product'),
      any: t('usage.allProducts'),
      ...products,
    },
    {
      name: 'statusClass',
      label: t('usage.status'),
      any: t('usage.allStatuses'),
      options: classes.map(each => ({ id: String(each), label: `${each}xx` })),
    },
  ];
  if (operation) {
    const label =
      operation === NO_OPERATION ? t('usage.noOperation') : operation;
    filters.push({
      name: 'operation',
      label: t('usage.operation'),
      any: t('usage.allOperations'),
      options: [{ id: operation, label }],
    });
  }
  return { filters, narrowed: { productId, operation, statusClass } };
}
