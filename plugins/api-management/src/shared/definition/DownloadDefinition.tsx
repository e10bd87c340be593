import { DownloadButton } from '../download';

/** Saves the whole text of a definition. */
export function DownloadDefinition({
  api,
}: {
  api: { id: string; title: string };
}) {
  return (
    <DownloadButton
      label="Download the definition"
      read={async client => {
        const path = { gatewayApiId: api.id };
        return toFile(await client.getDefinition({ path }), api.title);
      }}
    />
  );
}

function toFile(text: string, title: string) {
  const extension = text.trimStart().startsWith('{') ? 'json' : 'yaml';
  const name = `${title.replace(/\W+/g, '-')}.${extension}`;
  return new File([text], name, { type: 'text/plain' });
}
