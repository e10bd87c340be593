import { Aws, Fn } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AccessLogTable } from '../log/AccessLogTable';
import { DELIVER_ACTIONS, FIND_ACTIONS } from '../log/deliveryActions';
import { deliveryRolePath, folderOf, logPlaces } from '../log/logPlaces';
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
  table: AccessLogTable;
}

export const bucketArn = ({ bucket }: LogStore) =>
  `arn:${Aws.PARTITION}:s3:::${bucket}`;

/** The store may be in another Region. */
const regionOf = ({ keyArn }: LogStore) => Fn.select(3, Fn.split(':', keyArn));

/** What Firehose may do: read what the columns are, and write into this account's folders of the store. */
export class DeliveryRole extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, props: DeliveryRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      path: deliveryRolePath(props.store.installation),
      assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
        // Firehose names the account whose stream it is.
        conditions: { StringEquals: { 'sts:ExternalId': Aws.ACCOUNT_ID } },
      }),
    });
    this.role.addToPolicy(
      allow(
        'Columns',
        ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
        props.table.arns,
      ),
    );
    this.addDelivery(props.store);
  }

  private addDelivery(store: LogStore) {
    const arn = bucketArn(store);
    this.role.addToPolicy(allow('Find', FIND_ACTIONS, [arn]));
    const folders = [logPlaces.accessLog, logPlaces.errors].map(
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
          'kms:ViaService': `s3.${regionOf(store)}.${Aws.URL_SUFFIX}`,
        },
      }),
    );
  }
}
