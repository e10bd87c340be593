import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';

export interface Config {
  apiManagement?: {
    installation?: {
      /** Made at the deployment, such as by the template `portal`; recorded on the first start. Default: one is made then. */
      serialNumber?: string;
    };
    accounts?: {
      verification?: {
        /** How often the trust roles of linked accounts are verified anew; default every day. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /** Each role is verified at a random time within so long after that; default one hour. */
        spread?: HumanDuration | string;
      };
    };
    discovery?: {
      /** How often the APIs of linked accounts are imported; default every minute. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** Owner of imported APIs that carry no `owner` tag; default `group:default/unowned`. */
      defaultOwner?: string;
      /**
       * How an API becomes an entity: JSONata over `{ title, tags, accountId, accountAlias, region, stage, protocol,
       * apiId }`. Each default is the tag of the same name. https://docs.jsonata.org
       */
      entity?: {
        namespace?: string;
        /** An entity reference; the kind is `group` unless it says otherwise. */
        owner?: string;
        /** An entity reference; the kind is `system` unless it says otherwise. */
        system?: string;
        lifecycle?: string;
      };
    };
    notifications?: {
      /** Whether people are told by Backstage's notifications; default true. Say false without that plugin. */
      enabled?: boolean;
      /** Where the app has the provider's pages; default `/api-management`. */
      providerPath?: string;
      /** Where the app has the consumer's pages; default `/apis`. */
      consumerPath?: string;
    };
    usage?: {
      /** How often new access log records are counted; default every 5 seconds. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * How long after its end an hour is closed; calls that are counted in it later are noted as corrections. Default: one
       * hour.
       */
      grace?: HumanDuration | string;
      retention?: {
        /**
         * How long gateways' logs keep calls, at least 32 days: older hours are not counted anew, and the embedded gateway
         * forgets its calls unless it has a `retentionDays` of its own. Default: as `hours`, of the embedded gateway 35 days.
         */
        log?: HumanDuration | string;
        /**
         * For how long single calls can be looked up, not more than `log`. Default: as `log`, or 35 days when that is not
         * set.
         */
        calls?: HumanDuration | string;
        /** How long usage is kept by the hour; default and example `100 days`, at least 70 days. */
        hours?: HumanDuration | string;
        /** How long usage is kept by the day and month, and what bills are made of; default 800 days. */
        days?: HumanDuration | string;
        /** How long closed bills and invoices are kept, not less than `days`; default 10 years. */
        bills?: HumanDuration | string;
      };
    };
    billing?: {
      /**
       * How long after its end a month becomes final: its closed bills get an invoice with a number. Default: three days, at
       * least one hour.
       */
      finalAfter?: HumanDuration | string;
    };
    drift?: {
      /** How often gateways are compared with what should be there; default every day. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
    /**
     * How long a deployment or the provisioning of a subscription stays with a replica that gives no sign of life, until
     * another one goes on with it, such as `10s`; at least one second. A working replica gives three signs in that time.
     * Default: one minute for deployments, half a minute for provisioning.
     */
    lease?: HumanDuration | string;
    credentials?: {
      apiKeys?: {
        /** How long an API key works when nobody chose; default 365 days. */
        lifetime?: HumanDuration | string;
        /** The longest that may be chosen; default 365 days. */
        maxLifetime?: HumanDuration | string;
        /** Whether a key may be issued that never expires; default false. */
        mayNeverExpire?: boolean;
      };
      /** How long a former API key goes on beside its successor, or under its former plan. */
      overlap?: {
        /** When nobody chose; default 24 hours. */
        usual?: HumanDuration | string;
        /** The longest that may be chosen; default 30 days. */
        max?: HumanDuration | string;
      };
      temporaryPasswords?: {
        /** How many a subscription may have made within 24 hours; default 10. */
        perDay?: number;
      };
    };
    secrets?: {
      /**
       * 32 bytes in base64 that envelope secrets until they are shown.
       * @visibility secret
       */
      key?: string;
      /** File that holds such a key; made on first start. For a single replica only. */
      keyFile?: string;
    };
  };
}
