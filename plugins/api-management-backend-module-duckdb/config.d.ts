import type { HumanDuration } from '@backstage/types';

export interface Config {
  apiManagement?: {
    usage?: {
      /** DuckDB, which counts access logs in files; also those of the embedded gateway. */
      duckdb?: {
        /** Memory that it may use for each log, for example `2GB`. Default `1GB`. */
        memoryLimit?: string;
        /** Threads that it may use for each log. Default 2, or one where there is one processor only. */
        threads?: number;
        /** Folder for what does not fit into memory, and for objects of S3 while they are read. Default: in the system's. */
        temporaryFolder?: string;
        /** Logs that it counts, beside that of the embedded gateway. */
        logs?: Array<{
          /** Type of the gateway driver whose calls these are, for example `aws`. */
          source: string;
          /** Folder with the files; relative to the working directory. */
          folder?: string;
          /** Objects of S3 instead of a folder. */
          s3?: {
            bucket: string;
            /** Folder of the bucket, for example `access-log`. Default: all of it. */
            prefix?: string;
            region: string;
            /** The account of `aws.accounts` whose credentials read it. Default: `aws.mainAccount`. */
            accountId?: string;
            /** Takes the place of the S3 endpoint, for an emulator. */
            endpoint?: string;
            /** Bytes of objects that are kept in the temporary folder until they are read again. Default 4 GiB. */
            maxKeptBytes?: number;
          };
          /** How long after a call its record may arrive: bills wait for it. Default 30 minutes. */
          settles?: HumanDuration | string;
        }>;
      };
    };
  };
}
