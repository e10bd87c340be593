/** Fetch's Headers are such. `get` joins fields that came more than once with a comma. */
export interface HeaderFields {
  get(name: string): string | null;
}

/** A request to an endpoint, as any host can make one without fetch's classes. */
export interface AccessRequest {
  method: string;
  /** Path of the request, without a query. */
  path: string;
  headers: HeaderFields;
  body: string | AsyncIterable<Uint8Array> | null;
}

export interface AccessResponse {
  status: number;
  headers: Record<string, string>;
  /** Empty when there is none. */
  body: string;
}

/**
 * Header fields by lower-case name from the list that Node's `rawHeaders` is: names and values in turn.
 * Unlike `message.headers` it keeps every field that came twice, so that a proof that came twice shows.
 */
export function readRawHeaders(rawHeaders: string[]): HeaderFields {
  const fields = new Map<string, string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index].toLowerCase();
    const known = fields.get(name);
    const value = rawHeaders[index + 1];
    fields.set(name, known === undefined ? value : `${known}, ${value}`);
  }
  return { get: name => fields.get(name.toLowerCase()) ?? null };
}
