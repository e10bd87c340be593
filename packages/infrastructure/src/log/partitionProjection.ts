import { type CfnParameter, Fn } from 'aws-cdk-lib';
import { partitionColumns } from './logPlaces';

export interface PartitionProjectionProps {
  /** Where the table's objects are, with a slash at the end. */
  location: string;
  accounts: CfnParameter;
  regions: CfnParameter;
  /** Days. */
  retention: CfnParameter;
}

const joined = ({ valueAsList }: CfnParameter) => Fn.join(',', valueAsList);

/**
 * Which partitions there are, so that Athena asks no catalog and a day's log can be queried as soon as it is delivered
 * (https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html).
 */
export function partitionProjection(
  props: PartitionProjectionProps,
): Record<string, string> {
  const path = partitionColumns
    .map(column => `${column}=\${${column}}/`)
    .join('');
  return {
    'projection.enabled': 'true',
    'projection.source_account.type': 'enum',
    'projection.source_account.values': joined(props.accounts),
    'projection.source_region.type': 'enum',
    'projection.source_region.values': joined(props.regions),
    'projection.day.type': 'date',
    'projection.day.format': 'yyyy-MM-dd',
    'projection.day.range': `NOW-${props.retention.valueAsString}DAYS,NOW`,
    'storage.location.template': `${props.location}${path}`,
  };
}
