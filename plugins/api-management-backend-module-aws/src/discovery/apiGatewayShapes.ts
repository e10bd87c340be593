/**
 * Parts of API Gateway's answers. Stage variables and integrations are left out on purpose: they may hold secrets and
 * backend addresses, and nothing here may read them.
 *
 * REST: https://docs.aws.amazon.com/apigateway/latest/api/API_Types.html, times are Unix seconds.
 * V2: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/, times are ISO 8601.
 */
/** Whether and for whom an API's `execute-api` endpoint answers. */
export type EndpointSettings = {
  disableExecuteApiEndpoint?: boolean;
  /** REST APIs only. */
  endpointConfiguration?: { types?: string[] };
};

export type RestApi = EndpointSettings & {
  id: string;
  name?: string;
  description?: string;
  version?: string;
  tags?: Record<string, string>;
};

export type RestStage = {
  stageName: string;
  deploymentId?: string;
  documentationVersion?: string;
  lastUpdatedDate?: number | string;
  tags?: Record<string, string>;
};

export type V2Api = EndpointSettings & {
  apiId: string;
  name?: string;
  description?: string;
  version?: string;
  protocolType: 'HTTP' | 'WEBSOCKET';
  routeSelectionExpression?: string;
  tags?: Record<string, string>;
};

export type V2Stage = {
  stageName: string;
  deploymentId?: string;
  lastUpdatedDate?: string;
  tags?: Record<string, string>;
};

export type V2Route = {
  routeKey: string;
  operationName?: string;
  requestModels?: Record<string, string>;
};

export type V2Model = {
  name: string;
  description?: string;
  contentType?: string;
  /** JSON Schema, as text. */
  schema?: string;
};

export type V2DomainName = {
  domainName: string;
  domainNameConfigurations?: { domainNameStatus?: string }[];
  /** Set when callers need a client certificate. */
  mutualTlsAuthentication?: { truststoreUri?: string };
  routingMode?: string;
};

export type V2ApiMapping = {
  apiId: string;
  stage: string;
  /** The base path; empty for the root. */
  apiMappingKey?: string;
};
