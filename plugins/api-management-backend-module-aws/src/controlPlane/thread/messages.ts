import type { AwsCredentialIdentity } from '@smithy/types';
import type { Answer, SignedRequest } from '../Transport';

/** The part of credentials that can go to another thread and is needed there. */
export type Session = Pick<
  AwsCredentialIdentity,
  'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'expiration'
>;

/** Sent to the thread, many at once. */
export type ThreadRequest = Omit<SignedRequest, 'credentials' | 'signal'> & {
  id: number;
  sessionId: number;
  /** Only with the first request that uses it. */
  session?: Session;
};

/** What of an error the port promises; an Error would lose its own properties between threads. */
export type ThreadFailure = {
  name: string;
  message: string;
  code?: string;
  hostname?: string;
};

/** Sent back by the thread, many at once. */
export type ThreadAnswer =
  | { id: number; answer: Answer }
  | { id: number; failure: ThreadFailure };
