export type Protocol = 'REST' | 'HTTP' | 'WEBSOCKET';

/** What goes wrong with an API's export. */
export type ApiFault =
  | 'malformed-export'
  | 'large-export'
  | 'deleted-during-export'
  | 'non-json-models'
  | 'export-error';

/** What goes wrong with every API Gateway call to a region of an account. */
export type RegionFault =
  | 'access-denied'
  | 'not-enabled'
  | 'server-error'
  | 'hang';

/** Times are epoch milliseconds. */
export type StageSpec = {
  name: string;
  deploymentId?: string;
  lastUpdatedAt?: number;
  tags?: Record<string, string>;
  /** Stage variables; they may hold secrets, so nobody should keep them. */
  variables?: Record<string, string>;
};

export type ApiSpec = {
  apiId: string;
  name: string;
  protocol: Protocol;
  description?: string;
  version?: string;
  /** Whom the `execute-api` endpoint answers; default: everybody. `private` is for REST APIs. */
  endpoint?: 'off' | 'private';
  tags?: Record<string, string>;
  stages: StageSpec[];
  /** What exports answer, in place of a generated document. Integration extensions are left out unless asked for. */
  document?: object;
  /** Which of the generated documents exports answer, 0 (smallest) to 1 (largest); default: by `apiId`. */
  documentQuantile?: number;
  /** WebSocket and HTTP APIs. */
  routes?: { routeKey: string; requestModels?: Record<string, string> }[];
  models?: { name: string; contentType: string; schema: object }[];
  fault?: ApiFault;
};

export type RoleSpec = {
  name: string;
  /** ARNs or account ids; `*` trusts anyone. */
  trustedPrincipals: string[];
  /** The `sts:ExternalId` condition; without one, anybody trusted may assume the role. */
  externalId?: string;
  /** Actions the role may not use, e.g. `account:ListRegions`. */
  denied?: string[];
};

export type DomainNameSpec = {
  domainName: string;
  /** Default: AVAILABLE. */
  status?: string;
  /** Callers need a client certificate. */
  mutualTls?: boolean;
  /** An empty path stands for the root. */
  mappings: { path: string; apiId: string; stage: string }[];
};

export type AccountSpec = {
  accountId: string;
  /** Default `aws`. */
  partition?: string;
  roles?: RoleSpec[];
  /** Enabled regions. */
  regions: string[];
  /** Listed as DISABLED; calls to them are answered as by a region that was never enabled. */
  disabledRegions?: string[];
  /** By region. */
  apis?: Record<string, ApiSpec[]>;
  /** By region. */
  domainNames?: Record<string, DomainNameSpec[]>;
};

/** Who we are before assuming a role. */
export type BaseCredentials = {
  accessKeyId: string;
  secretAccessKey: string;
  accountId: string;
  arn: string;
};
