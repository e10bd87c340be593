import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import { apiManagementTranslationRef } from '../../translation';

/** What a deprecation means for who subscribed, and why it was made; nothing of any other product. */
export function DeprecationNotice(props: {
  product: Pick<ApiProduct, 'state' | 'stateReason'>;
}) {
  const { state, stateReason } = props.product;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return state === 'deprecated' ? (
    <Alert
      role="status"
      status="warning"
      icon
      title={
        stateReason
          ? `${t('deprecation.title')}: ${stateReason}`
          : t('deprecation.title')
      }
      description={t('deprecation.consequence')}
    />
  ) : null;
}

/** The same on a page that knows the product by its id; its reason is told to those who may still see the product. */
export function SubscribedDeprecation(props: {
  product: Pick<ApiProduct, 'id' | 'state'>;
}) {
  const { id, state } = props.product;
  const product = useOperation(
    'getProduct',
    { path: { productId: id } },
    { enabled: state === 'deprecated' },
  );
  return <DeprecationNotice product={product.data ?? { state }} />;
}
