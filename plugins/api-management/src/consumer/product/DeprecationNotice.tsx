import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
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
