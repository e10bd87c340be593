import { once } from 'node:events';
import { request } from 'node:http';

/** Sends a request target byte for byte, which `fetch` would tidy up. */
export async function sendRaw(
  baseUrl: string,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
) {
  const call = request(baseUrl, { ...options, path, agent: false });
  call.end();
  const [response] = await once(call, 'response');
  const text = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode, headers: response.headers, text };
}
