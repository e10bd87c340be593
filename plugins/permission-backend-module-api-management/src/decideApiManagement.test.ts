import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  accountManagePermission,
  apiManagementPermissions,
  credentialManagePermission,
  productReadPermission,
  productUpdatePermission,
  subscriptionApprovePermission,
  subscriptionReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import {
  applicationRules,
  productRules,
  subscriptionRules,
} from '@oaf/backstage-plugin-api-management-node';
import { decideApiManagement } from './decideApiManagement';

const groups = {
  administrators: ['group:default/platform-administrators'],
  managers: ['group:default/api-managers'],
};

const person = (id: string, ...memberships: string[]): BackstageUserInfo => ({
  userEntityRef: `user:default/${id}`,
  ownershipEntityRefs: [
    `user:default/${id}`,
    ...memberships.map(name => `group:default/${name}`),
  ],
});

const ada = person('ada', 'platform-administrators');
const max = person('max', 'team-a', 'api-managers');
const bea = person('bea', 'team-b', 'developers');

describe('role × permission → decision', () => {
  const words: Record<string, string> = {
    IS_PRODUCT_OWNER: 'owner',
    IS_IN_AUDIENCE: 'in audience',
    HAS_PRODUCT_STATE: 'offered',
    IS_APPLICATION_OWNER: 'owner',
    IS_SUBSCRIPTION_CONSUMER: 'consumer',
    IS_SUBSCRIPTION_PROVIDER: 'provider',
    IS_SUBSCRIPTION_REQUESTER: 'requester',
  };
  const inWords = (criteria: any): string => {
    if (criteria.allOf) return criteria.allOf.map(inWords).join(' and ');
    if (criteria.anyOf) return criteria.anyOf.map(inWords).join(' or ');
    if (criteria.not) return `not ${inWords(criteria.not)}`;
    return words[criteria.rule];
  };
  const decisionInWords = (decision: PolicyDecision) =>
    decision.result === AuthorizeResult.CONDITIONAL
      ? inWords(decision.conditions)
      : decision.result;

  it.each([
    // permission, administrator, manager, developer
    ['account.read', 'ALLOW', 'ALLOW', 'DENY'],
    ['account.manage', 'ALLOW', 'DENY', 'DENY'],
    ['gateway-api.read', 'ALLOW', 'ALLOW', 'DENY'],
    ['product.create', 'ALLOW', 'ALLOW', 'DENY'],
    [
      'product.read',
      'ALLOW',
      'owner or offered and in audience',
      'offered and in audience',
    ],
    ['product.update', 'ALLOW', 'owner', 'DENY'],
    ['product.publish', 'ALLOW', 'owner', 'DENY'],
    ['application.create', 'ALLOW', 'ALLOW', 'ALLOW'],
    ['application.read', 'ALLOW', 'owner', 'owner'],
    ['application.update', 'ALLOW', 'owner', 'owner'],
    ['subscription.read', 'ALLOW', 'provider or consumer', 'consumer'],
    [
      'subscription.approve',
      'not requester',
      'provider and not requester',
      'DENY',
    ],
    ['subscription.manage', 'ALLOW', 'provider', 'DENY'],
    ['subscription.cancel', 'ALLOW', 'consumer', 'consumer'],
    ['subscription.repair', 'ALLOW', 'DENY', 'DENY'],
    ['credential.manage', 'consumer or consumer', 'consumer', 'consumer'],
    ['invoice.credit', 'ALLOW', 'provider', 'DENY'],
    ['invoice.deliver', 'ALLOW', 'provider', 'DENY'],
    ['infrastructure.read', 'ALLOW', 'DENY', 'DENY'],
    ['infrastructure.deploy', 'ALLOW', 'DENY', 'DENY'],
    ['infrastructure.destroy', 'ALLOW', 'DENY', 'DENY'],
  ])('%s: administrator %s, manager %s, developer %s', (name, ...expected) => {
    const permission = apiManagementPermissions.find(
      candidate => candidate.name === `api-management.${name}`,
    )!;
    expect(
      [ada, max, bea].map(user =>
        decisionInWords(decideApiManagement({ permission }, user, groups)!),
      ),
    ).toEqual(expected);
  });

  it('covers every permission', () => {
    const decided = apiManagementPermissions.map(permission =>
      decideApiManagement({ permission }, ada, groups),
    );
    expect(decided).toHaveLength(21);
    expect(decided).not.toContainEqual({ result: AuthorizeResult.DENY });
  });
});

describe('what the criteria mean for a resource', () => {
  const product = {
    id: 'p1',
    owner: 'group:default/team-a',
    state: 'published' as const,
    audience: ['group:default/team-b'],
  };
  const subscription = {
    id: 's1',
    applicationOwner: 'group:default/team-b',
    productOwner: 'group:default/team-a',
    requestedBy: 'user:default/bea',
  };
  const rules: Record<string, any[]> = {
    'api-product': Object.values(productRules),
    'api-application': Object.values(applicationRules),
    'api-subscription': Object.values(subscriptionRules),
  };
  const may = (
    user: BackstageUserInfo,
    permission: (typeof apiManagementPermissions)[number],
    resource: object,
  ) =>
    createConditionAuthorizer(
      rules[
        'resourceType' in permission ? (permission.resourceType as string) : ''
      ],
    )(decideApiManagement({ permission }, user, groups)!, resource);

  const carl = person('carl', 'team-c');
  const paul = person('paul', 'team-p', 'api-managers');
  const maxAsRequester = { ...subscription, requestedBy: max.userEntityRef };
  const adaAsRequester = { ...subscription, requestedBy: ada.userEntityRef };

  it.each([
    [
      'a developer in the audience finds a published product',
      bea,
      productReadPermission,
      product,
      true,
    ],
    [
      'a developer outside the audience does not',
      carl,
      productReadPermission,
      product,
      false,
    ],
    [
      'a product for everyone is found by everyone',
      carl,
      productReadPermission,
      { ...product, audience: ['*'] },
      true,
    ],
    [
      'a deprecated product is still found',
      bea,
      productReadPermission,
      { ...product, state: 'deprecated' },
      true,
    ],
    [
      'a draft is not offered',
      bea,
      productReadPermission,
      { ...product, state: 'draft' },
      false,
    ],
    [
      'its owner sees a draft',
      max,
      productReadPermission,
      { ...product, state: 'draft' },
      true,
    ],
    [
      'a manager changes a product of the own group',
      max,
      productUpdatePermission,
      product,
      true,
    ],
    [
      "a manager does not change another group's product",
      paul,
      productUpdatePermission,
      product,
      false,
    ],
    [
      'a group without the manager role does not change even what it owns',
      person('tom', 'team-a'),
      productUpdatePermission,
      product,
      false,
    ],
    [
      'the provider decides on a request',
      max,
      subscriptionApprovePermission,
      subscription,
      true,
    ],
    [
      'nobody decides on the own request, not as the provider',
      max,
      subscriptionApprovePermission,
      maxAsRequester,
      false,
    ],
    [
      'nobody decides on the own request, not as an administrator',
      ada,
      subscriptionApprovePermission,
      adaAsRequester,
      false,
    ],
    [
      'an administrator decides on the requests of others',
      ada,
      subscriptionApprovePermission,
      subscription,
      true,
    ],
    [
      'the consumer sees a subscription',
      bea,
      subscriptionReadPermission,
      subscription,
      true,
    ],
    [
      'the provider sees a subscription',
      max,
      subscriptionReadPermission,
      subscription,
      true,
    ],
    [
      'a third party does not',
      carl,
      subscriptionReadPermission,
      subscription,
      false,
    ],
    [
      'the consumer holds the credentials',
      bea,
      credentialManagePermission,
      subscription,
      true,
    ],
    [
      'the provider does not see the credentials',
      max,
      credentialManagePermission,
      subscription,
      false,
    ],
  ])('%s', (_, user, permission, resource, expected) => {
    expect(may(user, permission, resource)).toBe(expected);
  });
});

describe('what is not a permission of API management', () => {
  it('is left to others', () => {
    const permission = {
      type: 'basic' as const,
      name: 'catalog.entity.create',
      attributes: {},
    };
    expect(decideApiManagement({ permission }, ada, groups)).toBeUndefined();
  });

  it('is denied when it only looks like one, also to administrators', () => {
    const permission = { ...accountManagePermission, name: 'api-management.x' };
    expect(decideApiManagement({ permission }, ada, groups)).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('is denied when its resource type is missing and criteria would apply', () => {
    const permission = {
      type: 'basic' as const,
      name: productUpdatePermission.name,
      attributes: {},
    };
    expect(decideApiManagement({ permission }, max, groups)).toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});
