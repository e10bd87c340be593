import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Product.module.css';

/** Which calls use up the quota and are charged, and for whom the limits are. */
export function CountingNote({ isHard = false }: { isHard?: boolean }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <Text as="p" variant="body-small" color="secondary" className={styles.note}>
      {t('plan.counting')} {t('plan.limits')}
      {isHard && ` ${t('quota.hardForConsumers')}`}
    </Text>
  );
}
