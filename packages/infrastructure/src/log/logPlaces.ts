/** Where what is in the log bucket. */
export const logPlaces = {
  accessLog: 'access-log',
  errors: 'errors',
  queryResults: 'query-results',
};

/** Roles of linked accounts that deliver into the bucket are of this path, which the bucket's policy asks for. */
export const deliveryRolePath = (installation: string) =>
  `/oaf/${installation}/`;

/** What an account delivers stays in folders of its own. */
export const folderOf = (place: string, account: string) =>
  `${place}/source_account=${account}`;
