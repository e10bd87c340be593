import type { HumanDuration } from '@backstage/types';

export interface Config {
  apiManagement?: {
    usage?: {
      /** Amazon Athena counts the access log of the stack `logs`, whose outputs are named here. */
      athena?: {
        /** Type of the gateway driver whose calls these are. Default `aws`. */
        source?: string;
        /** Region of the stack. */
        region: string;
        /** The account of `aws.accounts` whose credentials query. Default: `aws.mainAccount`. */
        accountId?: string;
        /** Output `Database`. */
        database: string;
        /** Output `Table`. Default `access_log`. */
        table?: string;
        /** Output `Workgroup`; its limit bounds what each query reads. */
        workgroup: string;
        /** How often it is looked what was delivered. Default 15 minutes. */
        interval?: HumanDuration | string;
        /** How long after a call its record may arrive: bills wait for it. Default 30 minutes. */
        settles?: HumanDuration | string;
        /** Bytes that queries may read in a day (UTC). Default 100 GiB, half a dollar. */
        maxScannedBytesPerDay?: number;
        /** Takes the place of the endpoint of Athena, for an emulator. */
        endpoint?: string;
      };
    };
  };
}
