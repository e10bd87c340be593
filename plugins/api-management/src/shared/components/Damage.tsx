import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { Chip, StateChip } from './StateChip';

type Damaged = Pick<Subscription, 'state' | 'damage'>;

/** The state of a subscription, or that it is damaged. */
export function SubscriptionStateChip({ state, damage }: Damaged) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return damage ? (
    <Chip tone="negative">{t('damage.title')}</Chip>
  ) : (
    <StateChip state={state} />
  );
}

/** What a subscription lacks and what can be done; nothing while it is whole. */
export function DamageNotice({ damage }: Damaged) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return damage ? (
    <Alert
      role="status"
      icon
      status="danger"
      title={`${t('damage.title')}: ${damage
        .map(part => t(`damage.${part}`))
        .join(', ')}`}
      description={t('damage.remedy')}
    />
  ) : null;
}
