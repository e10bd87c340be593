/** A bare word such as `accounts` may be a host name, but in a text it is rather something else. */
function namesHost(host: string): boolean {
  return /[.:]/.test(host);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Names end where a host's would: `a.example` is not in `b-a.example`, nor in `a.example.com`. */
function hostPattern({ hostname, port, protocol }: URL): RegExp {
  const standard = protocol === 'https:' ? '443' : '80';
  const ownPort = `(?::${port || standard}(?!\\d))`;
  const optional = namesHost(hostname) ? '?' : '';
  return new RegExp(
    `(?<![\\w.-])${escaped(
      hostname,
    )}${ownPort}${optional}(?!:\\d|[\\w-]|\\.\\w)`,
    'gi',
  );
}

/** Gives texts the public address wherever they tell the address of the upstream. */
export function concealing(
  upstream: string | undefined,
  invokeUrl: string | undefined,
): (text: string) => string {
  if (upstream === undefined || invokeUrl === undefined) {
    return text => text;
  }
  const from = new URL(upstream);
  const to = new URL(invokeUrl);
  const whole = new RegExp(
    `${escaped(upstream.replace(/\/$/, ''))}(?![\\w-])`,
    'gi',
  );
  const origin = new RegExp(`${escaped(from.origin)}(?![\\w:.-])`, 'gi');
  const host = hostPattern(from);
  return text =>
    text
      .replace(whole, invokeUrl)
      .replace(origin, to.origin)
      .replace(host, to.host);
}
