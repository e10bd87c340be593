/**
 * - `ministack`: has a data plane (runs Lambda functions in Node.js, serves REST APIs, DynamoDB, KMS, Secrets Manager)
 * - `moto`: wide control planes with accounts apart, no data plane
 */
export type EmulatorName = 'ministack' | 'moto';

/** A running emulator. */
export interface Emulator {
  name: EmulatorName;
  /** Origin that serves every service, for example `http://127.0.0.1:4566`. */
  endpoint: string;
  /** What a client of the AWS SDK needs to talk to it. */
  clientConfig: {
    endpoint: string;
    region: string;
    credentials: {
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
    };
  };
  /** Forgets every resource. */
  reset(): Promise<void>;
  /** At once, or by `SIGTERM`, with which MiniStack writes its state down where it was told to. */
  stop(signal?: 'SIGTERM'): Promise<void>;
}
