/** How callers of a method prove themselves. */
export type MethodAuthorization = {
  authorizationType: string;
  apiKeyRequired: boolean;
};

/** An answer of API Gateway that the API's owner made his own. */
export type OwnResponse = {
  statusCode?: string;
  responseParameters?: Record<string, string>;
  responseTemplates?: Record<string, string>;
};

export type AccessLog = { destinationArn: string; format: string };

/** What an API is like, as far as it is changed when it is offered in place. */
export type ApiState = {
  apiKeySource: string;
  /** By `methodKey`. */
  methods: Record<string, MethodAuthorization>;
  /** By type; null: the default one. */
  responses: Record<string, OwnResponse | null>;
};

/** What a stage is like, as far as it is changed. */
export type StageState = {
  /** Null when there is no way back to one: its owner deployed since. */
  deploymentId: string | null;
  accessLog: AccessLog | null;
};

/** A stage that is offered in place, and by which products. */
export type StageRecord = {
  products: string[];
  before: StageState;
  /** False until it was deployed for the first time. */
  isServed: boolean;
  /** Of this gateway, once it is known. */
  deploymentId?: string;
};

/**
 * What an API was before it was offered in place, written before the first change and kept until it is so again, so that
 * whoever is cut off in between can be followed, on or back.
 */
export type InPlaceRecord = {
  before: ApiState;
  stages: Record<string, StageRecord>;
};

export const methodKey = (resourceId: string, httpMethod: string) =>
  `${resourceId} ${httpMethod}`;

export function splitMethodKey(key: string) {
  const [resourceId, httpMethod] = key.split(' ');
  return { resourceId, httpMethod };
}
