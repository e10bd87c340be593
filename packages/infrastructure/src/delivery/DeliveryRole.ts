import { Aws, Fn } from 'aws-cdk-lib';
import {
  type PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AccessLogTable } from '../log/AccessLogTable';
import { DELIVER_ACTIONS, FIND_ACTIONS } from '../log/deliveryActions';
import { deliveryRolePath, folderOf } from '../log/logPlaces';
import { acceptPatterns } from '../stack/acceptPatterns';
import { allow } from '../stack/allow';

/** The stack `logs`, wherever it is. */
export interface LogStore {
  installation: string;
  /** Name of the bucket. */
  bucket: string;
  keyArn: string;
}

export interface DeliveryRoleProps {
  store: LogStore;
  /** In which of the places of the store it writes into this account's folder. */
  places: string[];
  /** What it may besides. */
  statements: PolicyStatement[];
}

export const bucketArn = ({ bucket }: LogStore) =>
  `arn:${Aws.PARTITION}:s3:::${bucket}`;

/** The store may be in another Region, and mostly is in another account. */
export const placeOf = ({ keyArn }: LogStore) => ({
  region: Fn.select(3, Fn.split(':', keyArn)),
  account: Fn.select(4, Fn.split(':', keyArn)),
});

/** What Firehose may do: write into this account's folders of the store, and what the stream needs. */
export class DeliveryRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);
    const { store, statements } = props;
    this.role = new Role(this, 'Role', {
      path: deliveryRolePath(store.installation),
      assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
        // Firehose names the account whose stream it is.
        conditions: { StringEquals: { 'sts:ExternalId': Aws.ACCOUNT_ID } },
      }),
    });
    statements.forEach(statement => this.role.addToPolicy(statement));
    this.addDelivery(props);
  }

  private addDelivery({ store, places }: DeliveryRoleProps) {
    const arn = bucketArn(store);
    this.role.addToPolicy(allow('Find', FIND_ACTIONS, [arn]));
    const folders = places.map(
      place => `${arn}/${folderOf(place, Aws.ACCOUNT_ID)}/*`,
    );
    this.role.addToPolicy(allow('Deliver', DELIVER_ACTIONS, folders));
    acceptPatterns(
      this.role,
      folders,
      'Firehose names the objects; the folders are of this account.',
    );
    this.role.addToPolicy(
      allow('Encrypt', ['kms:Decrypt', 'kms:GenerateDataKey'], [store.keyArn], {
        StringEquals: {
          'kms:ViaService': `s3.${placeOf(store).region}.${Aws.URL_SUFFIX}`,
        },
      }),
    );
  }
}

/** To read what the columns are that lines are turned into. */
export const readColumns = (table: AccessLogTable) =>
  allow(
    'Columns',
    ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
    table.arns,
  );
