import type { Consumer } from './connectConsumer';

/** Header lines of a signed call that openid-client made but did not send, with `Host`. */
export async function signedFields(
  { signature }: Consumer,
  path: string,
  method: string,
): Promise<string> {
  const signed = await signature(path, method);
  return [...signed, ['host', 'gateway']]
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}
