export interface Config {
  apiManagement?: {
    /** Amazon API Gateway; its accounts can be linked only when this is set, `{}` at the least. */
    aws?: {
      /** Partitions whose accounts can be linked. Default: `aws` with the main account's credentials. */
      partitions?: Array<{
        name: 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';
        /** Region of STS and of the trust stack. Default `us-east-1`, `cn-northwest-1`, `us-gov-west-1`, `eusc-de-east-1`. */
        region?: string;
        /** The account of `aws.accounts` whose credentials assume trust roles. Default: `aws.mainAccount`. */
        accountId?: string;
        /**
         * Who trust roles trust, when that is not who the base credentials are; needed for a role with a path.
         */
        principalArn?: string;
      }>;
      /** Name of trust roles. Default `OpenApiFrameworkTrust`. */
      roleName?: string;
      /** HTTPS URL of the S3 folder that holds `oaf-trust-role.yaml`, for quick-create links. */
      templateBucketUrl?: string;
      /** Takes the place of every AWS endpoint, for an emulator. */
      endpoint?: string;
      /**
       * ARN of a symmetric KMS key: secrets are enveloped with it until they are shown, in place of
       * `apiManagement.secrets`. The base credentials of its partition need kms:GenerateDataKey and kms:Decrypt on it.
       */
      envelopeKeyArn?: string;
      /** Requests to API Gateway's control plane, per account and region. */
      requests?: {
        /** Requests per second, at most 10. Default 5. */
        rate?: number;
        /** Requests at once, at most 40. Default 20. */
        burst?: number;
        accounts?: Array<{ accountId: string; rate?: number; burst?: number }>;
      };
      /**
       * Where AWS has raised the quota of usage plans from 300, per account, in all regions or in one. Grants that would
       * need more are refused before API Gateway refuses them.
       */
      raisedQuotas?: Array<{
        accountId: string;
        region?: string;
        usagePlans: number;
      }>;
      /** Where changes are told of as they happen. */
      events?: {
        /** SQS queue that the events end up in. */
        queueUrl: string;
        region: string;
        /** Where linked accounts send events: an event bus, or (within one region) the queue. Default: the queue. */
        targetArn?: string;
      };
    };
  };
}
