/** A list price of AWS in US East (N. Virginia), in US dollars, without free tiers but the first 100 GB of data out. @public */
export type AwsPrice = {
  amount: number;
  per: string;
  source: string;
  /** Whether a second source has the same. */
  confirmed: boolean;
};

/** Year and month in which the prices were looked up. @public */
export const awsPricesAsOf = '2026-11';

const price = (amount: number, per: string, source: string): AwsPrice => ({
  amount,
  per,
  source: `https://aws.amazon.com/${source}/pricing/`,
  confirmed: true,
});

/** Of the list of AWS alone. */
const unconfirmed = (...args: Parameters<typeof price>): AwsPrice => ({
  ...price(...args),
  confirmed: false,
});

/** Each price that estimates are made of, once, with where it can be looked up. @public */
export const awsPrices = {
  restRequests: price(
    3.5,
    'million requests, up to 333 million',
    'api-gateway',
  ),
  lambdaRequests: price(0.2, 'million requests', 'lambda'),
  lambdaDuration: price(1.33334e-5, 'GB-second on arm64', 'lambda'),
  dynamoWrites: unconfirmed(
    0.625,
    'million writes on demand',
    'dynamodb/on-demand',
  ),
  transferOut: price(0.09, 'GB beyond 100 GB', 'ec2'),
  wafAcl: price(5, 'web ACL and month', 'waf'),
  wafRule: price(1, 'rule and month', 'waf'),
  wafRequests: price(0.6, 'million requests', 'waf'),
  kmsKey: price(1, 'key and month', 'kms'),
  kmsKeyPairs: unconfirmed(0.1, 'ten thousand ECC key pairs', 'kms'),
  secret: price(0.4, 'secret and month', 'secrets-manager'),
  alarm: price(0.1, 'alarm and month', 'cloudwatch'),
  logIngestion: price(0.5, 'GB', 'cloudwatch'),
  firehose: price(0.029, 'GB, records rounded up to 5 KB', 'firehose'),
  firehoseFormat: price(0.018, 'GB turned into Parquet', 'firehose'),
  firehoseIceberg: unconfirmed(0.075, 'GB delivered to Iceberg', 'firehose'),
  storage: price(0.023, 'GB and month', 's3'),
  athena: price(5, 'TB scanned', 'athena'),
  crawler: unconfirmed(0.44, 'DPU-hour, ten minutes at least', 'glue'),
  aurora: price(0.12, 'ACU-hour', 'rds/aurora'),
  loadBalancer: price(0.0225, 'load balancer and hour', 'elasticloadbalancing'),
  fargateProcessor: unconfirmed(0.04048, 'processor-hour', 'fargate'),
  fargateMemory: unconfirmed(0.004445, 'GB-hour', 'fargate'),
} satisfies Record<string, AwsPrice>;
