import type { ReactElement } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import { useMutation } from '@tanstack/react-query';
import { apiManagementApiRef } from '../api';
import { ErrorState } from '../components';
import { saveFile } from './saveFile';

type Props = {
  label: string;
  icon?: ReactElement;
  read: (client: ApiManagementClient) => Promise<File>;
};

/** Saves what the backend answers as a file. */
export function DownloadButton({ label, icon, read }: Props) {
  const client = useApi(apiManagementApiRef);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => saveFile(await read(client)),
  });
  return (
    <>
      <ErrorState error={error} />
      <Button
        variant="secondary"
        iconStart={icon}
        isPending={isPending}
        onPress={() => mutate()}
      >
        {label}
      </Button>
    </>
  );
}
