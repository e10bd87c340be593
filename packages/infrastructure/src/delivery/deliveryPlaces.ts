import { Aws } from 'aws-cdk-lib';
import { folderOf, logPlaces } from '../log/logPlaces';
import { bucketArn, type LogStore } from './DeliveryRole';

/** The largest there is: fewer files are quicker to query. */
const BUFFER_MIB = 128;

export const DAY = 'day=!{timestamp:yyyy-MM-dd}/';

/** Folder of this account and Region, in one of the places of the store. */
export const ownPlace = (place: string) =>
  `${folderOf(place, Aws.ACCOUNT_ID)}/source_region=${Aws.REGION}/`;

/** Where in the store a stream writes, whatever it makes of lines: what is none goes into the folder of errors. */
export const ownPlaces = (store: LogStore) => ({
  bucketArn: bucketArn(store),
  errorOutputPrefix: `${ownPlace(
    logPlaces.errors,
  )}!{firehose:error-output-type}/${DAY}`,
  // Parquet compresses by itself.
  compressionFormat: 'UNCOMPRESSED',
  encryptionConfiguration: {
    kmsEncryptionConfig: { awskmsKeyArn: store.keyArn },
  },
});

/** How long lines are gathered, unless there are very many. */
export const buffering = (intervalInSeconds: number) => ({
  bufferingHints: { intervalInSeconds, sizeInMBs: BUFFER_MIB },
});
