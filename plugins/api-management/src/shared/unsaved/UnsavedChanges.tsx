import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';
import { ConfirmDialog } from '../components';
import { useLeaveGuard } from './useLeaveGuard';

/** Asks before the page is left while it holds what was typed and not saved. */
export function UnsavedChanges({ when }: { when: boolean }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { asks, leave, stay } = useLeaveGuard(when);
  return (
    <ConfirmDialog
      isOpen={asks}
      title={t('unsaved.title')}
      action={t('unsaved.leave')}
      cancel={t('unsaved.stay')}
      destructive
      onConfirm={async () => leave()}
      onClose={stay}
    >
      <Text as="p">{t('unsaved.consequence')}</Text>
    </ConfirmDialog>
  );
}
