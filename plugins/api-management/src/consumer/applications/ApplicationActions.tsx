import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Application } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog, ReasonedButton } from '../../shared/components';
import { countOf } from '../../shared/format';
import { apiManagementTranslationRef } from '../../translation';
import { ApplicationDialog } from './ApplicationDialog';

/** Edit and delete, for those who may. */
export function ApplicationActions(props: {
  application: Application;
  onDeleted?: () => void;
}) {
  const { application, onDeleted } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const remove = useOperationMutation('deleteApplication');
  if (!application.editable) {
    return null;
  }
  const { subscriptionCount } = application;
  const inUse =
    subscriptionCount > 0
      ? t('application.inUse', {
          subscriptions: countOf(subscriptionCount, 'live subscription'),
        })
      : undefined;
  const close = () => setOpen(undefined);
  return (
    <>
      <Button variant="tertiary" onPress={() => setOpen('edit')}>
        Edit
      </Button>
      <ReasonedButton
        variant="tertiary"
        reason={inUse}
        onPress={() => setOpen('delete')}
      >
        Delete
      </ReasonedButton>
      {open === 'edit' && (
        <ApplicationDialog application={application} onClose={close} />
      )}
      <ConfirmDialog
        isOpen={open === 'delete'}
        title={`Delete ${application.title}?`}
        action="Delete"
        destructive
        onConfirm={() =>
          remove
            .mutateAsync({ path: { applicationId: application.id } })
            .then(onDeleted)
        }
        onClose={close}
      >
        {t('application.deletePreview')}
      </ConfirmDialog>
    </>
  );
}
