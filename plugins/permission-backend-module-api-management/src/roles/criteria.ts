import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  applicationConditions,
  productConditions,
  subscriptionConditions,
} from '@oaf/backstage-plugin-api-management-node';
import type { Criteria } from './RoleRules';

const claimsOf = (user: BackstageUserInfo) => ({
  claims: user.ownershipEntityRefs,
});

export const ownsProduct = (user: BackstageUserInfo): Criteria =>
  productConditions.isOwner(claimsOf(user));

/** Retired and draft products are their owner's business. */
export const isOffered = (user: BackstageUserInfo): Criteria => ({
  allOf: [
    productConditions.hasState({ states: ['published', 'deprecated'] }),
    productConditions.isInAudience(claimsOf(user)),
  ],
});

export const ownsApplication = (user: BackstageUserInfo): Criteria =>
  applicationConditions.isOwner(claimsOf(user));

export const isConsumer = (user: BackstageUserInfo): Criteria =>
  subscriptionConditions.isConsumer(claimsOf(user));

export const isProvider = (user: BackstageUserInfo): Criteria =>
  subscriptionConditions.isProvider(claimsOf(user));

/** Separation of duties: who asks for access does not grant it. */
export const notRequester = (user: BackstageUserInfo): Criteria => ({
  not: subscriptionConditions.isRequester({ userRef: user.userEntityRef }),
});

export const isProviderAndNotRequester = (
  user: BackstageUserInfo,
): Criteria => ({ allOf: [isProvider(user), notRequester(user)] });
