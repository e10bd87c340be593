/** A browser as far as sign-in needs one: keeps cookies of all ports of localhost, as browsers do. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  async visit(
    url: string | URL,
    method = 'GET',
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...headers, cookie: [...this.#cookies.values()].join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      this.#cookies.set(pair.split('=')[0], pair);
    }
    return response;
  }

  async follow(response: Response, method = 'GET') {
    return this.visit(locationOf(response), method);
  }
}

export function locationOf(response: Response) {
  return new URL(response.headers.get('location')!, response.url);
}

/** What the frame posts to the window that opened it. */
export function readFrame(html: string) {
  const message = /decodeURIComponent\('([^']+)'\)/.exec(html)![1];
  return JSON.parse(decodeURIComponent(message));
}
