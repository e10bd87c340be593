import type { AwsCallOptions } from '../aws/createAwsCall';

/** A variable of the function's configuration is missing or not as it must be. */
export class EnvironmentError extends Error {
  readonly name = 'EnvironmentError';

  constructor(readonly variable: string, expectation: string) {
    super(`The environment variable ${variable} must be ${expectation}`);
  }
}

type Variables = Record<string, string | undefined>;

function required(variables: Variables, name: string, what: string): string {
  const value = variables[name];
  if (!value) {
    throw new EnvironmentError(name, what);
  }
  return value;
}

function url(variables: Variables, name: string, what: string): string {
  const value = required(variables, name, what);
  if (!URL.canParse(value) || value.endsWith('/')) {
    throw new EnvironmentError(name, `${what}, without a trailing slash`);
  }
  return value;
}

/** What Lambda itself sets, and `AWS_ENDPOINT_URL` as the AWS SDKs read it. */
export function readAws(variables: Variables): AwsCallOptions {
  return {
    region: required(variables, 'AWS_REGION', 'a Region'),
    endpoint: variables.AWS_ENDPOINT_URL || undefined,
    urlSuffix: variables.OAF_URL_SUFFIX || undefined,
    credentials: {
      accessKeyId: required(variables, 'AWS_ACCESS_KEY_ID', 'set by Lambda'),
      secretAccessKey: required(
        variables,
        'AWS_SECRET_ACCESS_KEY',
        'set by Lambda',
      ),
      sessionToken: variables.AWS_SESSION_TOKEN || undefined,
    },
  };
}

/** Configuration of every function. */
export interface Environment {
  aws: AwsCallOptions;
  issuer: string;
  /** DynamoDB table with the string key `pk` and the TTL attribute `expires`. */
  tableName: string;
}

export function readEnvironment(variables: Variables): Environment {
  return {
    aws: readAws(variables),
    issuer: url(variables, 'OAF_ISSUER', 'the issuer, an https URL'),
    tableName: required(variables, 'OAF_TABLE', 'the DynamoDB table'),
  };
}

/** The functions that answer for the issuer. */
export interface EndpointEnvironment extends Environment {
  /** KMS keys: the one that signs, then those that are published beside it (the next and the last one). */
  signingKeyIds: string[];
  /** Secrets Manager secret of the nonce keys. */
  nonceSecretId: string;
  /** Symmetric KMS key under which key pairs are made; null: consumers make theirs. */
  keyPairKeyId: string | null;
  /** The issuer's endpoints at a domain with mutual TLS; null: client certificates are ignored. */
  mutualTlsIssuer: string | null;
}

export function readEndpointEnvironment(
  variables: Variables,
): EndpointEnvironment {
  const keys = required(
    variables,
    'OAF_SIGNING_KEYS',
    'KMS key ids, separated by spaces, the signing one first',
  );
  return {
    ...readEnvironment(variables),
    signingKeyIds: keys.trim().split(/\s+/),
    nonceSecretId: required(
      variables,
      'OAF_NONCE_SECRET',
      'the id of a secret of 32 bytes in base64',
    ),
    keyPairKeyId: variables.OAF_KEY_PAIR_KEY || null,
    mutualTlsIssuer: variables.OAF_MTLS_ISSUER
      ? url(variables, 'OAF_MTLS_ISSUER', 'an https URL')
      : null,
  };
}

/** The authorizer. */
export interface AuthorizerEnvironment extends Environment {
  jwksUrl: string;
  /** `<API id>/<stage>` of the issuer's own API, where each API is at `<issuer>/<segment>/<segment>`; null: there is none. */
  frontDoor: string | null;
  /** Of further APIs: invoke URL (the token's audience) by `<API id>/<stage>`, as callers see it. */
  resources: Record<string, string>;
  /** TTL of API Gateway's cache for this authorizer, seconds. Above 0 only certificate-bound tokens are let pass. */
  cacheSeconds: number;
}

/** Undefined when it is none. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const API_AT_STAGE = /^[A-Za-z0-9]+\/[^/]+$/;

function isResource([key, value]: [string, unknown]): boolean {
  return (
    API_AT_STAGE.test(key) &&
    URL.canParse(String(value)) &&
    !String(value).endsWith('/')
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readFrontDoor(variables: Variables): string | null {
  const value = variables.OAF_FRONT_DOOR || null;
  if (value !== null && !API_AT_STAGE.test(value)) {
    throw new EnvironmentError('OAF_FRONT_DOOR', '<API id>/<stage>');
  }
  return value;
}

function readResources(variables: Variables): Record<string, string> {
  const name = 'OAF_RESOURCES';
  const what =
    'a JSON object of invoke URLs without a trailing slash by <API id>/<stage>';
  const value = readJson(required(variables, name, what));
  const entries = Object.entries(value ?? {});
  if (!isObject(value) || !entries.every(isResource)) {
    throw new EnvironmentError(name, what);
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function readDoors(variables: Variables) {
  const frontDoor = readFrontDoor(variables);
  const resources = readResources(variables);
  if (!frontDoor && Object.keys(resources).length === 0) {
    throw new EnvironmentError(
      'OAF_RESOURCES',
      'a JSON object that names an API, as OAF_FRONT_DOOR names none',
    );
  }
  return { frontDoor, resources };
}

export function readAuthorizerEnvironment(
  variables: Variables,
): AuthorizerEnvironment {
  const environment = readEnvironment(variables);
  const cacheSeconds = Number(variables.OAF_AUTHORIZER_TTL || 0);
  if (
    !Number.isInteger(cacheSeconds) ||
    cacheSeconds < 0 ||
    cacheSeconds > 60
  ) {
    throw new EnvironmentError(
      'OAF_AUTHORIZER_TTL',
      "the authorizer's TTL, 0 to 60 seconds",
    );
  }
  return {
    ...environment,
    jwksUrl: variables.OAF_JWKS_URL || `${environment.issuer}/jwks`,
    ...readDoors(variables),
    cacheSeconds,
  };
}

/** A certificate authority of clients: addresses of its certificate (PEM or DER) and of its CRL (DER). */
export interface ClientAuthority {
  certificate: string;
  crl: string;
}

function isClientAuthority(value: unknown): value is ClientAuthority {
  const { certificate, crl } = (value ?? {}) as Partial<ClientAuthority>;
  return URL.canParse(String(certificate)) && URL.canParse(String(crl));
}

export function readClientAuthorities(variables: Variables): ClientAuthority[] {
  const name = 'OAF_CLIENT_AUTHORITIES';
  const what = 'a JSON array of {"certificate": <URL>, "crl": <URL>}';
  const value = readJson(required(variables, name, what));
  if (
    !Array.isArray(value) ||
    value.length === 0 ||
    !value.every(isClientAuthority)
  ) {
    throw new EnvironmentError(name, what);
  }
  return value;
}
