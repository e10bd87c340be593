/** Where what is in the log bucket. */
export const logPlaces = {
  accessLog: 'access-log',
  iceberg: 'iceberg',
  errors: 'errors',
  queryResults: 'query-results',
};

/** Where a line is, beside when it was delivered: its own account and region are columns already. */
export const partitionColumns = ['source_account', 'source_region', 'day'];

/** Name of the database of the table that all streams append to. */
export const databaseOf = (installation: string) => `oaf_${installation}`;

/** Roles of linked accounts that deliver into the bucket are of this path, which the bucket's policy asks for. */
export const deliveryRolePath = (installation: string) =>
  `/oaf/${installation}/`;

/** What an account delivers stays in folders of its own. */
export const folderOf = (place: string, account: string) =>
  `${place}/source_account=${account}`;
