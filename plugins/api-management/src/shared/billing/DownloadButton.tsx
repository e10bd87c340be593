import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import { useMutation } from '@tanstack/react-query';
import { apiManagementApiRef } from '../api';
import { ErrorState } from '../components';

type Props = {
  label: string;
  /** Of the file. */
  name: string;
  read: (client: ApiManagementClient) => Promise<Blob | string>;
};

/** Saves what the backend answers as a file. */
export function DownloadButton({ label, name, read }: Props) {
  const client = useApi(apiManagementApiRef);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => save(await read(client), name),
  });
  return (
    <>
      <ErrorState error={error} />
      <Button
        variant="secondary"
        size="small"
        isPending={isPending}
        onPress={() => mutate()}
      >
        {label}
      </Button>
    </>
  );
}

function save(content: Blob | string, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
