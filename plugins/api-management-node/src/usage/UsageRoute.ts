/**
 * What a logged API and path mean: which imported API was called, and which operations it has. The core knows that from
 * documents and publications; engines know neither.
 *
 * @public
 */
export type UsageRoute = {
  /** As logged: where the call arrived, a front door or the API itself. */
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  /**
   * What logged paths have in front of the operations' paths, without a slash at its end: `''`, `/claims` or
   * `/live/product/claims`. The longest that matches wins. An API that is called under two paths has two routes.
   */
  basePath: string;
  /** Our id of the API that was called. */
  gatewayApiId: string;
  /**
   * In order of precedence; the first that matches wins. `method` is `GET` or `*` for any, `path` a template such as
   * `/claims/{id}` or `/files/{path+}`, whose last parameter takes the rest of the path, of one segment at least.
   */
  operations: Array<{ method: string; path: string }>;
};
