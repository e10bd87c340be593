/**
 * Test utilities: in-memory adapters, contract suites for adapters, and a whole door to test against.
 *
 * @packageDocumentation
 */
export * from './createTestDoor';
export * from './describeClientRegistry';
export * from './describeKeyPairs';
export * from './describeNonceKeys';
export * from './describeHardQuota';
export * from './describeReplayStore';
export * from './describeRevokedTokens';
export * from './describeTokenSigner';
export * from './exampleGrant';
export * from './InMemoryClientRegistry';
export * from './InMemoryQuotas';
export * from './InMemoryReplayStore';
export * from './InMemoryRevokedTokens';
export * from './rawClient';
export * from './rawRegistration';
export * from './startTestGateway';
