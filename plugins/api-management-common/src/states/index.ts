export * from './StateTable';
export * from './credentialStates';
export * from './productStates';
export * from './subscriptionStates';
