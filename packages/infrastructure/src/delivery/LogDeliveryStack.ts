import { Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { accessLogFormat, httpApiLogFormat } from '../log/accessLogFormat';
import { AccessLogTable } from '../log/AccessLogTable';
import { logPlaces } from '../log/logPlaces';
import { addOutputs } from '../stack/addOutputs';
import { onlyIf } from '../stack/onlyIf';
import { StackAlarms } from '../stack/StackAlarms';
import { tagStack } from '../stack/tagStack';
import { AccessLogStream, type AccessLogStreamProps } from './AccessLogStream';
import { deliveryAlarms, fileMetrics, icebergMetrics } from './deliveryAlarms';
import { DeliveryRole, type LogStore, readColumns } from './DeliveryRole';
import { IcebergLogStream } from './IcebergLogStream';
import { HttpApiLog, linesOfCloudWatchLogs } from './HttpApiLog';
import { LogDeliveryParameters } from './LogDeliveryParameters';

/** Delivers the access log of an account and Region to the log store. */
export class LogDeliveryStack extends Stack {
  private readonly parameters = new LogDeliveryParameters(this, 'Parameters');
  private readonly installation = this.parameters.installation.valueAsString;
  private readonly store: LogStore = {
    installation: this.installation,
    bucket: this.parameters.logBucket.valueAsString,
    keyArn: this.parameters.logKeyArn.valueAsString,
  };
  private readonly table = new AccessLogTable(this, 'AccessLog', {
    database: `oaf_delivery_${this.installation}`,
    description: 'Open API Framework: columns of what Firehose delivers',
    location: `s3://${this.store.bucket}/${logPlaces.accessLog}/`,
  });

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: "Open API Framework: delivery of an account's access log",
      ...props,
    });
    // API Gateway takes streams of such a name only.
    const name = `amazon-apigateway-oaf-${this.installation}`;
    const files = this.addStream('Delivery', { name });
    onlyIf(this.parameters.delivers, files);
    onlyIf(this.parameters.delivers, this.node.findChild('DeliveryRole'));
    const table = this.addIcebergStream(`${name}-iceberg`);
    this.tellStream(files, table);
    this.addHttpApis();
    tagStack(this, 'log-delivery', this.parameters);
  }

  private addIcebergStream(name: string) {
    const { appends, bufferSeconds } = this.parameters;
    return new IcebergLogStream(this, 'Appending', {
      condition: appends,
      name,
      store: this.store,
      bufferSeconds: bufferSeconds.valueAsNumber,
    });
  }

  /** One of both is there. */
  private tellStream(files: AccessLogStream, table: IcebergLogStream) {
    const { appends, alarmTopic } = this.parameters;
    const either = (ifAppends: string, otherwise: string) =>
      Fn.conditionIf(appends.logicalId, ifAppends, otherwise).toString();
    new StackAlarms(this, 'Alarms', {
      alarms: deliveryAlarms(either(table.stream.ref, files.stream.ref), {
        freshness: either(icebergMetrics.freshness, fileMetrics.freshness),
        failures: either(icebergMetrics.failures, fileMetrics.failures),
      }),
      topic: alarmTopic,
    });
    addOutputs(this, {
      AccessLogArn: either(table.stream.attrArn, files.stream.attrArn),
      AccessLogFormat: accessLogFormat().trim(),
    });
  }

  private addStream(
    id: string,
    own: Pick<AccessLogStreamProps, 'name' | 'processing'>,
  ) {
    const { store, table } = this;
    const { role } = new DeliveryRole(this, `${id}Role`, {
      store,
      places: [logPlaces.accessLog, logPlaces.errors],
      statements: [readColumns(table)],
    });
    return new AccessLogStream(this, id, {
      ...own,
      store,
      table,
      role,
      bufferSeconds: this.parameters.bufferSeconds.valueAsNumber,
    });
  }

  private addHttpApis() {
    const { hasHttpApis, alarmTopic } = this.parameters;
    const delivery = this.addStream('HttpDelivery', {
      name: `oaf-http-${this.installation}`,
      processing: linesOfCloudWatchLogs,
    });
    const { stream } = delivery;
    const httpApis = new HttpApiLog(this, 'HttpApis', {
      // Of all log groups with this beginning AWS itself says who writes.
      name: `/aws/vendedlogs/oaf/${this.installation}/http-apis`,
      stream,
    });
    const alarms = new StackAlarms(this, 'HttpAlarms', {
      alarms: deliveryAlarms(stream.ref, fileMetrics),
      topic: alarmTopic,
    });
    for (const part of [delivery, httpApis, alarms]) {
      onlyIf(hasHttpApis, part);
    }
    onlyIf(hasHttpApis, this.node.findChild('HttpDeliveryRole'));
    addOutputs(
      this,
      {
        HttpApiLogArn: httpApis.log.logGroupArn,
        HttpApiLogFormat: httpApiLogFormat().trim(),
      },
      hasHttpApis,
    );
  }
}
