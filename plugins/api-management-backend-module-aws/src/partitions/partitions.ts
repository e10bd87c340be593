/**
 * What differs between AWS partitions. Credentials never cross from one to another.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
export type Partition = {
  name: string;
  /** Of service endpoints, and of `execute-api`. */
  dnsSuffix: string;
  /** Console host without its region. */
  consoleHost: string;
  /** Where STS, Account Management and CloudFormation are called unless configured otherwise. */
  region: string;
  regionPattern: RegExp;
};

export const partitions: Readonly<Record<string, Partition>> = Object.freeze({
  aws: {
    name: 'aws',
    dnsSuffix: 'amazonaws.com',
    consoleHost: 'console.aws.amazon.com',
    region: 'us-east-1',
    regionPattern: /^(?!cn-)[a-z]{2}-[a-z]+-\d+$/,
  },
  'aws-cn': {
    name: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    consoleHost: 'console.amazonaws.cn',
    region: 'cn-northwest-1',
    regionPattern: /^cn-[a-z]+-\d+$/,
  },
  'aws-us-gov': {
    name: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    consoleHost: 'console.amazonaws-us-gov.com',
    region: 'us-gov-west-1',
    regionPattern: /^us-gov-[a-z]+-\d+$/,
  },
  'aws-eusc': {
    name: 'aws-eusc',
    dnsSuffix: 'amazonaws.eu',
    consoleHost: 'console.amazonaws-eusc.eu',
    region: 'eusc-de-east-1',
    regionPattern: /^eusc-[a-z]+-[a-z]+-\d+$/,
  },
});

export const partitionNames: readonly string[] = Object.keys(partitions);

/** @throws RangeError for a partition this driver does not know */
export function partitionOf(name: string): Partition {
  const partition = partitions[name];
  if (!partition) {
    throw new RangeError(
      `There is no AWS partition ${name}; known are ${partitionNames.join(
        ', ',
      )}`,
    );
  }
  return partition;
}

/** The region is part of host names, so nothing else may pass. */
export function isRegionOf(partition: Partition, region: string): boolean {
  return partition.regionPattern.test(region);
}
