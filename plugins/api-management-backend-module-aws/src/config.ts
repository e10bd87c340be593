import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { BudgetConfig } from './budget/AccountBudgets';
import type { Limits } from './budget/TokenBucket';
import type { RaisedQuota } from './quotas/quotaOf';
import {
  isRegionOf,
  partitionNames,
  partitionOf,
} from './partitions/partitions';

const ROOT = 'apiManagement.aws';

/** What AWS gives an account (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const QUOTA: Limits = { rate: 10, burst: 40 };

/** Half of it: the account's own deployments need the rest. */
const DEFAULT_LIMITS: Limits = { rate: 5, burst: 20 };

/** A partition whose accounts can be linked. */
export type PartitionConfig = {
  name: string;
  /** Region of STS, of Account Management, and of the trust stack. */
  region: string;
  /** The account of `aws.accounts` whose credentials are the base; undefined: `aws.mainAccount`. */
  accountId?: string;
  /** Who assumes trust roles; undefined: who the base credentials are. */
  principalArn?: string;
};

export type EventsConfig = {
  /** Of the SQS queue that change events end up in. */
  queueUrl: string;
  region: string;
  /** The partition whose base credentials read the queue. */
  partition: string;
  /** Where rules in linked accounts send events: an event bus, or the queue itself. */
  targetArn: string;
};

/** The KMS key that secrets are enveloped with until they are shown. */
export type EnvelopeKeyConfig = { arn: string; partition: string };

export type AwsConfig = {
  partitions: PartitionConfig[];
  roleName: string;
  /** HTTPS URL of the folder that holds the trust template, without a trailing slash. */
  templateBucketUrl?: string;
  /** Takes the place of every AWS endpoint, without a trailing slash. */
  endpoint?: string;
  requests: BudgetConfig;
  raisedQuotas: RaisedQuota[];
  events?: EventsConfig;
  envelopeKey?: EnvelopeKeyConfig;
};

function invalid(key: string, rule: string, value: unknown): InputError {
  return new InputError(
    `Invalid config value at '${ROOT}.${key}': ${rule}, got ${JSON.stringify(
      value,
    )}`,
  );
}

function readMatching(
  config: Config,
  key: string,
  path: string,
  [pattern, rule]: [RegExp, string],
): string | undefined {
  const value = config.getOptionalString(key);
  if (value !== undefined && !pattern.test(value)) {
    throw invalid(path, rule, value);
  }
  return value;
}

function readRequired(
  config: Config,
  key: string,
  path: string,
  rule: [RegExp, string],
): string {
  config.getString(key);
  return readMatching(config, key, `${path}.${key}`, rule)!;
}

const ACCOUNT_ID: [RegExp, string] = [/^\d{12}$/, 'must be 12 digits'];

function readPartition(config: Config, index: number): PartitionConfig {
  const path = `partitions[${index}]`;
  const name = config.getString('name');
  if (!partitionNames.includes(name)) {
    throw invalid(
      `${path}.name`,
      `must be one of ${partitionNames.join(', ')}`,
      name,
    );
  }
  const { region, regionPattern } = partitionOf(name);
  const read = (key: string, rule: [RegExp, string]) =>
    readMatching(config, key, `${path}.${key}`, rule);
  return {
    name,
    region:
      read('region', [regionPattern, `must be a region of ${name}`]) ?? region,
    accountId: read('accountId', ACCOUNT_ID),
    principalArn: read('principalArn', [
      new RegExp(`^arn:${name}:(iam|sts)::\\d{12}:[\\w+=,.@/-]+$`),
      `must be the ARN of an identity in ${name}`,
    ]),
  };
}

function readPartitions(config: Config): PartitionConfig[] {
  const entries = config.getOptionalConfigArray('partitions');
  if (!entries) {
    return [{ name: 'aws', region: partitionOf('aws').region }];
  }
  const read = entries.map(readPartition);
  if (new Set(read.map(({ name }) => name)).size < read.length) {
    throw invalid('partitions', 'must name each partition once', read);
  }
  return read;
}

function readUrl(config: Config, key: string, protocols: string[]) {
  const text = config.getOptionalString(key);
  if (text === undefined) {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !protocols.includes(url.protocol) || url.search || url.hash) {
    throw invalid(
      key,
      `must be a URL that starts with ${protocols.join(' or ')}`,
      text,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function readLimits(config: Config | undefined, path: string, base: Limits) {
  const read = (key: keyof Limits) => {
    const value = config?.getOptionalNumber(key) ?? base[key];
    const min = key === 'burst' ? 1 : 0.1;
    if (!(value >= min && value <= QUOTA[key])) {
      throw invalid(
        `${path}.${key}`,
        `must be from ${min} to ${QUOTA[key]}, AWS's fixed quota`,
        value,
      );
    }
    return value;
  };
  return { rate: read('rate'), burst: read('burst') };
}

function readRequests(config: Config): BudgetConfig {
  const requests = config.getOptionalConfig('requests');
  const limits = readLimits(requests, 'requests', DEFAULT_LIMITS);
  const accounts = (requests?.getOptionalConfigArray('accounts') ?? []).map(
    (entry, index) => {
      const path = `requests.accounts[${index}]`;
      const id = readRequired(entry, 'accountId', path, ACCOUNT_ID);
      return [id, readLimits(entry, path, limits)] as const;
    },
  );
  return { ...limits, accounts: Object.fromEntries(accounts) };
}

const REGION: [RegExp, string] = [
  /^[a-z]{2,5}(-[a-z]+)+-\d$/,
  'must be an AWS region',
];

function readRaisedQuotas(config: Config): RaisedQuota[] {
  const entries = config.getOptionalConfigArray('raisedQuotas') ?? [];
  return entries.map((entry, index) => {
    const path = `raisedQuotas[${index}]`;
    const usagePlans = entry.getNumber('usagePlans');
    if (!Number.isInteger(usagePlans) || usagePlans < 1) {
      throw invalid(
        `${path}.usagePlans`,
        'must be a whole number from 1',
        usagePlans,
      );
    }
    return {
      accountId: readRequired(entry, 'accountId', path, ACCOUNT_ID),
      region: readMatching(entry, 'region', `${path}.region`, REGION),
      usagePlans,
    };
  });
}

/** `https://sqs.eu-west-1.amazonaws.com/111111111111/changes` → its ARN */
function queueArn(queueUrl: string, partition: string, region: string) {
  const [accountId, name] = new URL(queueUrl).pathname.split('/').slice(1);
  return `arn:${partition}:sqs:${region}:${accountId}:${name}`;
}

function readEvents(config: Config): EventsConfig | undefined {
  const queueUrl = readUrl(config, 'events.queueUrl', ['https:', 'http:']);
  if (!queueUrl) {
    return undefined;
  }
  if (!/^\/\d{12}\/[\w-]{1,80}$/.test(new URL(queueUrl).pathname)) {
    throw invalid(
      'events.queueUrl',
      'must end with an account id and the name of a standard queue',
      queueUrl,
    );
  }
  const events = config.getConfig('events');
  const region = events.getString('region');
  const partition = partitionNames.find(name =>
    partitionOf(name).regionPattern.test(region),
  );
  if (!partition) {
    throw invalid('events.region', 'must be an AWS region', region);
  }
  const targetArn = readMatching(events, 'targetArn', 'events.targetArn', [
    new RegExp(`^arn:${partition}:(events|sqs):[a-z0-9-]+:\\d{12}:[\\w./-]+$`),
    'must be the ARN of an event bus or a queue',
  ]);
  return {
    queueUrl,
    region,
    partition,
    targetArn: targetArn ?? queueArn(queueUrl, partition, region),
  };
}

const KEY_ARN = /^arn:([\w-]+):kms:([a-z0-9-]+):\d{12}:key\/[\w-]+$/;

function readEnvelopeKey(
  config: Config,
  partitions: PartitionConfig[],
): EnvelopeKeyConfig | undefined {
  const key = 'envelopeKeyArn';
  const arn = config.getOptionalString(key);
  if (arn === undefined) {
    return undefined;
  }
  const [, partition, region] = KEY_ARN.exec(arn) ?? [];
  if (!partition || !partitionNames.includes(partition)) {
    throw invalid(key, 'must be the ARN of a KMS key, not of an alias', arn);
  }
  if (!isRegionOf(partitionOf(partition), region)) {
    throw invalid(key, `must name a region of ${partition}`, arn);
  }
  if (!partitions.some(({ name }) => name === partition)) {
    throw invalid(key, `must be in a partition of ${ROOT}.partitions`, arn);
  }
  return { arn, partition };
}

/**
 * Reads `apiManagement.aws`; undefined when it is absent.
 *
 * @throws InputError naming the full key of the first invalid value
 */
export function readAwsConfig(rootConfig: Config): AwsConfig | undefined {
  const config = rootConfig.getOptionalConfig(ROOT);
  const partitions = config ? readPartitions(config) : [];
  return (
    config && {
      partitions,
      roleName:
        readMatching(config, 'roleName', 'roleName', [
          /^[\w+=,.@-]{1,64}$/,
          'must be the name of a role, without a path',
        ]) ?? 'OpenApiFrameworkTrust',
      templateBucketUrl: readUrl(config, 'templateBucketUrl', ['https:']),
      endpoint: readUrl(config, 'endpoint', ['https:', 'http:']),
      requests: readRequests(config),
      raisedQuotas: readRaisedQuotas(config),
      events: readEvents(config),
      envelopeKey: readEnvelopeKey(config, partitions),
    }
  );
}
