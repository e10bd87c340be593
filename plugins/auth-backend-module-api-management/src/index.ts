/**
 * OpenID sign-in whose group claims become Backstage ownership.
 *
 * @packageDocumentation
 */
export { authModuleApiManagement as default } from './module';
export { createSignInResolver } from './signIn/createSignInResolver';
export type { SignInConfig } from './signIn/config';
export { GroupsLeftOutError, UnusableClaimError } from './signIn/errors';
