import type { Config } from '@backstage/config';

/** Where a server of the sandbox listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The configuration key of the port, for messages. */
  readonly configKey: string;
}

/** The one OAuth client the identity provider knows: the Backstage backend. */
export interface RelyingParty {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** Where a browser may be sent after sign-out. */
  readonly postLogoutRedirectUris: readonly string[];
}

/** The `sandbox` section, read. */
export interface SandboxConfig {
  readonly identityProvider: ListenAddress & {
    /** Issuer URL; by default `http://localhost:<port>`. */
    readonly issuer?: string;
    readonly relyingParty: RelyingParty;
  };
  readonly upstreams: ListenAddress;
}

const SECTION = 'sandbox';
const DEFAULT_HOST = '127.0.0.1';

/** Reads the `sandbox` section; `undefined` when there is none. */
export function readSandboxConfig(root: Config): SandboxConfig | undefined {
  const sandbox = root.getOptionalConfig(SECTION);
  if (!sandbox) {
    return undefined;
  }
  return {
    identityProvider: {
      ...readListenAddress(sandbox, 'identityProvider', 7008),
      issuer: sandbox.getOptionalString('identityProvider.issuer'),
      relyingParty: readRelyingParty(root, sandbox),
    },
    upstreams: readListenAddress(sandbox, 'upstreams', 7009),
  };
}

function readListenAddress(
  sandbox: Config,
  server: string,
  defaultPort: number,
): ListenAddress {
  return {
    host: sandbox.getOptionalString(`${server}.host`) ?? DEFAULT_HOST,
    port: sandbox.getOptionalNumber(`${server}.port`) ?? defaultPort,
    configKey: `${SECTION}.${server}.port`,
  };
}

function readRelyingParty(root: Config, sandbox: Config): RelyingParty {
  const backendUrl = root.getString('backend.baseUrl');
  return {
    clientId:
      sandbox.getOptionalString('identityProvider.clientId') ?? 'backstage',
    clientSecret:
      sandbox.getOptionalString('identityProvider.clientSecret') ??
      'sandbox-only-secret',
    redirectUris: [`${backendUrl}/api/auth/oidc/handler/frame`],
    postLogoutRedirectUris: [root.getString('app.baseUrl')],
  };
}
