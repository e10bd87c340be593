import { Button } from '@backstage/ui';
import type { Application } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';
import { ApplicationDialog } from './ApplicationDialog';

/** Edit and delete, for those who may. */
export function ApplicationActions(props: {
  application: Application;
  onDeleted?: () => void;
}) {
  const { application, onDeleted } = props;
  const [open, setOpen] = useState<'edit' | 'delete'>();
  const remove = useOperationMutation('deleteApplication');
  if (!application.editable) {
    return null;
  }
  const close = () => setOpen(undefined);
  return (
    <>
      <Button variant="tertiary" onPress={() => setOpen('edit')}>
        Edit
      </Button>
      <Button variant="tertiary" onPress={() => setOpen('delete')}>
        Delete
      </Button>
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
        {deletePreview(application)}
      </ConfirmDialog>
    </>
  );
}

function deletePreview({ subscriptionCount }: Application) {
  return subscriptionCount > 0
    ? `It has ${subscriptionCount} live subscription${
        subscriptionCount === 1 ? '' : 's'
      } and cannot be deleted.`
    : 'Only an application that never had a subscription can be deleted: the timeline and bills of a subscription stay, and so does the application that made them.';
}
