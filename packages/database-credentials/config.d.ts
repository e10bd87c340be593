export interface Config {
  backend?: {
    database?: {
      connection?:
        | string
        | {
            /**
             * ARN of the secret in AWS Secrets Manager that holds `username` and `password`, in place of `user` and
             * `password` here. For the clients `mysql2` (or `mysql`) and `pg`.
             */
            secretArn?: string;
          };
      plugin?: {
        [pluginId: string]: {
          connection?:
            | string
            | {
                /** A secret of this plugin's own. */
                secretArn?: string;
              };
        };
      };
    };
  };
}
