import type { TestDoor } from '../../testUtils/createTestDoor';
import {
  type Changes,
  type RawKey,
  tokenRequest,
} from '../../testUtils/rawClient';

/** What requests are made of. */
export interface OracleContext {
  door: TestDoor;
  key: RawKey;
  otherKey: RawKey;
}

export type Build = (
  server: TestDoor,
  context: OracleContext,
) => Promise<Request>;

/** A request to both servers. */
export interface OracleCase {
  title: string;
  build: Build;
  /** The door's answer: status, and the error or the type of the token. */
  door: string;
}

export const granted = '200 DPoP';
export const badClient = '401 invalid_client';
export const badProof = '400 invalid_dpop_proof';
export const badRequest = '400 invalid_request';

/** Epoch seconds. */
export const now = () => Math.floor(Date.now() / 1000);

export const token =
  (changes: Parameters<typeof tokenRequest>[2] = {}): Build =>
  (server, { key }) =>
    tokenRequest(server, key, changes);

export const assertionWith = (claims: Changes['claims']) =>
  token({ assertion: { claims } });

export const proofWith = (claims: Changes['claims']) =>
  token({ proof: { claims } });

export const formWith = (form: Record<string, string | undefined>) =>
  token({ form });
