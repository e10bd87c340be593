import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useMutation } from '@tanstack/react-query';
import { apiManagementApiRef } from '../api';
import { ErrorState } from '../components';
import { downloadText } from '../download';

/** Saves the whole text of a definition. */
export function DownloadDefinition({
  api,
}: {
  api: { id: string; title: string };
}) {
  const client = useApi(apiManagementApiRef);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const path = { gatewayApiId: api.id };
      save(await client.getDefinition({ path }), api.title);
    },
  });
  return (
    <>
      <ErrorState error={error} />
      <Button
        variant="secondary"
        isPending={isPending}
        onPress={() => mutate()}
      >
        Download the definition
      </Button>
    </>
  );
}

function save(text: string, title: string) {
  const extension = text.trimStart().startsWith('{') ? 'json' : 'yaml';
  downloadText(`${title.replace(/\W+/g, '-')}.${extension}`, text);
}
