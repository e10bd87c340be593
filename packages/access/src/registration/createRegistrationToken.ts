import { randomBytes } from 'node:crypto';

/** A registration access token (RFC 7592) of 256 bits; like the initial one it can be told by its prefix. */
export function createRegistrationToken(): string {
  return `oaf_rat_${randomBytes(32).toString('base64url')}`;
}
