import { Button, DialogBody, DialogFooter, DialogHeader } from '@backstage/ui';
import type {
  Application,
  ApplicationInput,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import {
  Dialog,
  ErrorState,
  Stack,
  SubmitButton,
  useMissing,
} from '../../shared/components';
import { sortProblems } from '../../shared/problems';
import { applicationField, ApplicationFields } from './ApplicationFields';

/** Makes an application, or changes the given one. */
export function ApplicationDialog(props: {
  application?: Application;
  onClose: () => void;
}) {
  const { application, onClose } = props;
  const [input, setInput] = useState(() => toInput(application));
  const missing = useMissing();
  const { save, isPending, error } = useSaveApplication(application);
  const { problems, left } = sortProblems(error, applicationField);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={520}>
      <DialogHeader>
        {application ? 'Edit application' : 'New application'}
      </DialogHeader>
      <DialogBody>
        <Stack>
          <ApplicationFields
            withDescription
            value={input}
            problems={problems}
            onChange={patch => setInput(former => ({ ...former, ...patch }))}
          />
          <ErrorState error={left} />
        </Stack>
      </DialogBody>
      <DialogFooter>
        <SubmitButton
          missing={missing({
            Title: !input.title.trim(),
            Owner: !input.owner,
          })}
          isPending={isPending}
          onPress={() => save(trimmed(input), { onSuccess: onClose })}
        >
          {application ? 'Save' : 'Create application'}
        </SubmitButton>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function useSaveApplication(application: Application | undefined) {
  const create = useOperationMutation('createApplication');
  const update = useOperationMutation('updateApplication');
  const save = (body: ApplicationInput, options: { onSuccess: () => void }) =>
    application
      ? update.mutate(
          {
            path: { applicationId: application.id },
            query: { version: application.version },
            body,
          },
          options,
        )
      : create.mutate({ body }, options);
  const { isPending, error } = application ? update : create;
  return { save, isPending, error };
}

function toInput(application: Application | undefined): ApplicationInput {
  return {
    title: application?.title ?? '',
    owner: application?.owner ?? '',
    description: application?.description ?? '',
  };
}

function trimmed({ title, owner, description }: ApplicationInput) {
  return {
    title: title.trim(),
    owner,
    ...(description?.trim() && { description: description.trim() }),
  };
}
