/** What is paid for, in English, by its name. @public */
export const costParts = {
  alarms: 'Alarms',
  keys: 'Keys',
  authorizer: 'Authorizer, each call is judged',
  firewall: 'Firewall',
  transfer: 'Data transfer out, 5 KB an answer',
  calls: 'Calls, REST API',
  secrets: 'Secrets',
  icebergDelivery: 'Delivery to Iceberg',
  delivery: 'Delivery as Parquet',
  httpLog: 'Log of HTTP APIs, if all calls are theirs',
  storage: 'Storage, once it is full',
  queries: 'Queries, all of a month once',
  crawler: 'Crawler, once a day',
  capacity: 'Least capacity',
  tasks: 'Least tasks',
  loadBalancer: 'Load balancer',
} as const;

/** @public */
export type CostPartName = keyof typeof costParts;
