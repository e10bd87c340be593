import { Aws } from 'aws-cdk-lib';
import { apiGatewayFields } from '@oaf/contract';

const toLine = (fields: Record<string, string>) =>
  `${JSON.stringify(fields)}\n`;

/**
 * One line of JSON per call, for a stage's access log. A line's fields are called as their columns, because Firehose gives
 * no other name to what it puts into Iceberg.
 */
export function accessLogFormat(): string {
  return toLine(apiGatewayFields({ region: Aws.REGION }));
}

/** The same for a stage of an HTTP API, whose format has at most 1,024 characters. */
export function httpApiLogFormat(): string {
  return toLine(apiGatewayFields({ region: Aws.REGION, isHttp: true }));
}
