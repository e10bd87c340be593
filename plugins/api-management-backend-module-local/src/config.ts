import { resolve } from 'node:path';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { readCorsPolicy, type CorsPolicy } from './cors/config';
import { readTlsFiles, type TlsFiles } from './tls/config';

const ROOT = 'apiManagement.gateways.local';

/** First path segments that belong to the issuer. */
export const ACCESS_SEGMENTS: readonly string[] = ['oauth', '.well-known'];

/** Monthly quotas are counted from the log, so it must reach back over the longest month. */
const MIN_RETENTION_DAYS = 32;

const DAY_MS = 86_400_000;

/** API Gateway's limit: 10 MB. */
const DEFAULT_MAX_BODY_BYTES = 10 * 1024 * 1024;

/** One API of the embedded gateway. */
export interface LocalApi {
  /** First path segment, and the API's identifier. */
  name: string;
  /** Absolute path of the OpenAPI document. */
  definition: string;
  /** Absolute path of the folder whose files the document may refer to; undefined for none. */
  definitionFolder: string | undefined;
  /** Where calls go, without a trailing slash. */
  upstream: string;
  /** Where consumers call it, without a trailing slash; the RFC 8707 resource. */
  invokeUrl: string;
  tags: Record<string, string>;
  /** Undefined: pages of other origins may not call it. */
  cors: CorsPolicy | undefined;
  /** Key of this entry in the configuration, for error messages. */
  configKey: string;
}

/** The embedded gateway's configuration; durations are milliseconds. */
export interface LocalGatewayConfig {
  /** Public origin, without a trailing slash. */
  baseUrl: string;
  issuer: string;
  listen: { host: string; port: number };
  /** Undefined: plain HTTP. */
  tls: TlsFiles | undefined;
  /** Absolute path. */
  dataDirectory: string;
  /** Whether it makes key pairs for consumers that cannot. */
  makesKeyPairs: boolean;
  /** Of the issuer's endpoints; undefined: pages of other origins get no token. */
  cors: CorsPolicy | undefined;
  apis: LocalApi[];
  /** What the body of one request may have. */
  maxRequestBodyBytes: number;
  timeouts: {
    /** Until a caller has sent the header of a request, and for the TLS handshake. */
    requestHeaders: number;
    /** Between two chunks of a request's body, while the gateway waits for the caller. */
    requestIdle: number;
    /** Until a caller has sent a whole request. */
    request: number;
    /** To open a connection to an upstream. */
    connect: number;
    /** Until an upstream has sent its response headers. */
    headers: number;
    /** Between two chunks of an upstream's response body, and for a caller who reads nothing of it. */
    idle: number;
    /** For running calls at shutdown. */
    drain: number;
  };
  accessLog: {
    retentionDays: number;
    /** Where each call is also written to, for engines that count files; absolute. */
    folder: string | undefined;
  };
}

function invalid(key: string, rule: string, value: unknown): InputError {
  return new InputError(
    `Invalid config value at '${key}': ${rule}, got ${JSON.stringify(value)}`,
  );
}

function readHttpUrl(config: Config, key: string, configKey: string): URL {
  const text = config.getString(key);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid(configKey, 'must be an http or https URL', text);
  }
  if (url.search || url.hash || url.username || url.password) {
    throw invalid(
      configKey,
      'must not hold credentials, a query or a fragment',
      text,
    );
  }
  return url;
}

function readBaseUrl(config: Config): string {
  const url = readHttpUrl(config, 'baseUrl', `${ROOT}.baseUrl`);
  if (url.pathname !== '/') {
    throw invalid(`${ROOT}.baseUrl`, 'must not have a path', url.href);
  }
  return url.origin;
}

function readListen(config: Config, baseUrl: string) {
  const { port: publicPort, protocol } = new URL(baseUrl);
  const port =
    config.getOptionalNumber('listen.port') ??
    Number(publicPort || (protocol === 'https:' ? 443 : 80));
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw invalid(
      `${ROOT}.listen.port`,
      'must be a whole number from 1 to 65535',
      port,
    );
  }
  return { host: config.getOptionalString('listen.host') ?? '127.0.0.1', port };
}

function readName(config: Config, configKey: string): string {
  const name = config.getString('name');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw invalid(
      `${configKey}.name`,
      'must consist of lower-case letters, digits and single hyphens',
      name,
    );
  }
  if (ACCESS_SEGMENTS.includes(name)) {
    throw invalid(`${configKey}.name`, 'is reserved', name);
  }
  return name;
}

function readTags(config: Config): Record<string, string> {
  const tags = config.getOptionalConfig('tags');
  return Object.fromEntries(
    (tags?.keys() ?? []).map(key => [key, tags!.getString(key)]),
  );
}

function readApi(config: Config, index: number, baseUrl: string): LocalApi {
  const configKey = `${ROOT}.apis[${index}]`;
  const name = readName(config, configKey);
  const upstream = readHttpUrl(config, 'upstream', `${configKey}.upstream`);
  const definitionFolder = config.getOptionalString('definitionFolder');
  return {
    name,
    definition: resolve(config.getString('definition')),
    definitionFolder: definitionFolder && resolve(definitionFolder),
    upstream: upstream.href.replace(/\/+$/, ''),
    invokeUrl: `${baseUrl}/${name}`,
    tags: readTags(config),
    cors: readCorsPolicy(config.getOptionalConfig('cors'), `${configKey}.cors`),
    configKey,
  };
}

function readApis(config: Config, baseUrl: string): LocalApi[] {
  const apis = (config.getOptionalConfigArray('apis') ?? []).map(
    (entry, index) => readApi(entry, index, baseUrl),
  );
  const repeated = apis.find(
    (api, index) => apis.findIndex(({ name }) => name === api.name) < index,
  );
  if (repeated) {
    throw invalid(
      `${repeated.configKey}.name`,
      'must be unique',
      repeated.name,
    );
  }
  return apis;
}

function readTimeout(rootConfig: Config, name: string, seconds: number) {
  const key = `${ROOT}.timeouts.${name}`;
  return rootConfig.has(key)
    ? durationToMilliseconds(readDurationFromConfig(rootConfig, { key }))
    : seconds * 1000;
}

function readMaxRequestBodyBytes(config: Config): number {
  const bytes =
    config.getOptionalNumber('maxRequestBodyBytes') ?? DEFAULT_MAX_BODY_BYTES;
  if (!Number.isInteger(bytes) || bytes < 0) {
    throw invalid(
      `${ROOT}.maxRequestBodyBytes`,
      'must be a whole number of bytes',
      bytes,
    );
  }
  return bytes;
}

/** Its own, or that of all logs. */
function readRetentionDays(rootConfig: Config, config: Config): number {
  const key = 'apiManagement.usage.retention.log';
  const shared = rootConfig.has(key)
    ? Math.ceil(
        durationToMilliseconds(readDurationFromConfig(rootConfig, { key })) /
          DAY_MS,
      )
    : 35;
  const days = config.getOptionalNumber('accessLog.retentionDays') ?? shared;
  if (!Number.isInteger(days) || days < MIN_RETENTION_DAYS) {
    throw invalid(
      `${ROOT}.accessLog.retentionDays`,
      `must be a whole number of at least ${MIN_RETENTION_DAYS}`,
      days,
    );
  }
  return days;
}

function readFolder(config: Config): string | undefined {
  const folder = config.getOptionalString('accessLog.folder');
  return folder && resolve(folder);
}

/**
 * Reads `apiManagement.gateways.local`; undefined when it is absent.
 * Relative paths are taken from the working directory, as Backstage does for its own data directories.
 *
 * @throws InputError naming the full key of the first invalid value
 */
export function readLocalGatewayConfig(
  rootConfig: Config,
): LocalGatewayConfig | undefined {
  const config = rootConfig.getOptionalConfig(ROOT);
  if (!config) {
    return undefined;
  }
  const baseUrl = readBaseUrl(config);
  return {
    baseUrl,
    issuer: `${baseUrl}/oauth`,
    listen: readListen(config, baseUrl),
    tls: readTlsFiles(config.getOptionalConfig('tls'), {
      configKey: `${ROOT}.tls`,
      baseUrl,
    }),
    dataDirectory: resolve(config.getString('dataDirectory')),
    makesKeyPairs: config.getOptionalBoolean('makesKeyPairs') ?? false,
    cors: readCorsPolicy(config.getOptionalConfig('cors'), `${ROOT}.cors`),
    apis: readApis(config, baseUrl),
    maxRequestBodyBytes: readMaxRequestBodyBytes(config),
    timeouts: {
      requestHeaders: readTimeout(rootConfig, 'requestHeaders', 10),
      requestIdle: readTimeout(rootConfig, 'requestIdle', 30),
      request: readTimeout(rootConfig, 'request', 300),
      connect: readTimeout(rootConfig, 'connect', 5),
      headers: readTimeout(rootConfig, 'headers', 30),
      idle: readTimeout(rootConfig, 'idle', 60),
      drain: readTimeout(rootConfig, 'drain', 10),
    },
    accessLog: {
      retentionDays: readRetentionDays(rootConfig, config),
      folder: readFolder(config),
    },
  };
}
