import { ServerResponse } from 'node:http';

/** Sends an HTML page that loads nothing from elsewhere and cannot be framed. */
export function sendPage(res: ServerResponse, status: number, html: string) {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  });
  res.end(html);
}
