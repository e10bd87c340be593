import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';

/** Whose calls are missing in the figures; nothing when none are. */
export function UncountedNote({ accounts }: { accounts: string[] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return accounts.length === 0 ? null : (
    <Text as="p" variant="body-small" color="secondary">
      {t('usage.uncounted', { accounts: accounts.join(', ') })}
    </Text>
  );
}
