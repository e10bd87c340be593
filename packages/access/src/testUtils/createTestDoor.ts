import { randomBytes } from 'node:crypto';
import type { Grant } from '@oaf/contract';
import type { Authorizer } from '../authorizer/Authorization';
import {
  createAccessEndpoints,
  type FetchHandler,
} from '../createAccessEndpoints';
import {
  createAccessService,
  type AccessService,
} from '../createAccessService';
import { createAuthorizer } from '../createAuthorizer';
import type { TokenSigner } from '../ports';
import {
  createLocalTokenSigner,
  generateSigningKey,
} from '../signer/createLocalTokenSigner';
import type { MutualTlsOptions } from '../endpoints/Endpoint';
import { exampleGrant } from './exampleGrant';
import { InMemoryClientRegistry } from './InMemoryClientRegistry';
import { InMemoryReplayStore } from './InMemoryReplayStore';
import { InMemoryRevokedTokens } from './InMemoryRevokedTokens';

/** Endpoints and authorizer over in-memory adapters, with a clock that tests can move. */
export interface TestDoor {
  baseUrl: string;
  issuer: string;
  grant: Grant;
  registry: InMemoryClientRegistry;
  signer: TokenSigner;
  /** Seconds by which the door's clock is ahead of the machine's. */
  skew: number;
  nonceKeys: { current: Uint8Array; previous?: Uint8Array };
  handle: FetchHandler;
  /** The same endpoints without fetch's classes. */
  service: AccessService;
  authorize: Authorizer;
}

/**
 * A door whose issuer is `<baseUrl>/oauth` and that holds {@link exampleGrant}.
 * @param overrides - of the grant
 * @param mutualTls - left out: every token is bound to a DPoP key
 */
export async function createTestDoor(
  baseUrl = 'http://gateway.test',
  overrides: Partial<Grant> = {},
  mutualTls?: MutualTlsOptions,
): Promise<TestDoor> {
  const issuer = `${baseUrl}/oauth`;
  const registry = new InMemoryClientRegistry();
  const signer = await createLocalTokenSigner({
    privateKey: await generateSigningKey(),
  });
  const door = {
    baseUrl,
    issuer,
    registry,
    signer,
    grant: exampleGrant(baseUrl, overrides),
    skew: 0,
    nonceKeys: { current: new Uint8Array(randomBytes(32)) },
  };
  const clock = () => Date.now() + door.skew * 1000;
  const replay = new InMemoryReplayStore(clock);
  const nonceKeys = { get: async () => door.nonceKeys };
  const revokedTokens = new InMemoryRevokedTokens(clock);
  const shared = { issuer, registry, replay, revokedTokens, clock };
  await registry.applyGrant(door.grant);
  const options = { ...shared, nonceKeys, signer, mutualTls };
  return Object.assign(door, {
    handle: createAccessEndpoints(options),
    service: createAccessService(options),
    authorize: createAuthorizer({
      ...shared,
      keys: signer,
      revokedCertificates: mutualTls?.revokedCertificates,
    }),
  });
}
