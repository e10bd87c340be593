export * from './StateTable';
export * from './accountLinkStates';
export * from './credentialStates';
export * from './deploymentStates';
export * from './driftStates';
export * from './planChangeStates';
export * from './productStates';
export * from './subscriptionStates';
