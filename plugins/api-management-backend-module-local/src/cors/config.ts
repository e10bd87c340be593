import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/** What pages of other origins may do. Cookies are never allowed: a call proves itself by its own fields. */
export interface CorsPolicy {
  /** Origins as browsers send them, or `*` alone. */
  allowedOrigins: ReadonlySet<string>;
  /** Fields that a page may send. */
  allowedHeaders: string[];
  /** Fields of an answer that a page may read. */
  exposedHeaders: string[];
  maxAgeSeconds: number;
}

/** What a call of a consumer is made of. */
const ALLOWED_HEADERS = ['authorization', 'content-type', 'dpop', 'x-api-key'];

/** What the gateway and APIs tell a program beside the body. */
const EXPOSED_HEADERS = [
  'dpop-nonce',
  'etag',
  'link',
  'location',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
  'x-request-id',
];

function readOrigins(config: Config, configKey: string): ReadonlySet<string> {
  const origins = config.getStringArray('allowedOrigins');
  const isOrigin = (text: string) =>
    /^https?:[^*]*$/.test(text) &&
    URL.canParse(text) &&
    new URL(text).origin === text;
  const isAny = origins.length === 1 && origins[0] === '*';
  const wrong = origins.find(origin => !isOrigin(origin));
  if (!isAny && wrong !== undefined) {
    throw new InputError(
      `Invalid config value at '${configKey}.allowedOrigins': must be origins as browsers send them, for example https://app.example.com, or * alone, got ${JSON.stringify(
        wrong,
      )}`,
    );
  }
  return new Set(origins);
}

function readNames(config: Config, key: string, configKey: string): string[] {
  const names = config.getOptionalStringArray(key) ?? [];
  const wrong = names.find(name => !/^[!#$%&'+.^_`|~0-9a-z-]+$/i.test(name));
  if (wrong !== undefined) {
    throw new InputError(
      `Invalid config value at '${configKey}.${key}': must be names of header fields, got ${JSON.stringify(
        wrong,
      )}`,
    );
  }
  return names.map(name => name.toLowerCase());
}

/**
 * Undefined when nothing is allowed.
 * @param configKey - of the policy, for error messages
 * @throws InputError naming the full key of the first invalid value
 */
export function readCorsPolicy(
  config: Config | undefined,
  configKey: string,
): CorsPolicy | undefined {
  if (!config) {
    return undefined;
  }
  const maxAge = config.has('maxAge')
    ? durationToMilliseconds(readDurationFromConfig(config, { key: 'maxAge' }))
    : 600_000;
  const read = (key: string) => readNames(config, key, configKey);
  return {
    allowedOrigins: readOrigins(config, configKey),
    allowedHeaders: [
      ...new Set([...ALLOWED_HEADERS, ...read('allowedHeaders')]),
    ],
    exposedHeaders: [
      ...new Set([...EXPOSED_HEADERS, ...read('exposedHeaders')]),
    ],
    maxAgeSeconds: Math.floor(maxAge / 1000),
  };
}
