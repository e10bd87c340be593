import { useRouteRef } from '@backstage/core-plugin-api';
import { consumerRouteRef, providerRouteRef } from '../../routes';

const segment = encodeURIComponent;

/** Undefined where the page is not mounted, e.g. because the reader may not manage. */
function useMountPath(routeRef: typeof providerRouteRef): string | undefined {
  try {
    return useRouteRef(routeRef)();
  } catch {
    return undefined;
  }
}

/** Paths of the provider pages, or undefined where they are not mounted. */
export function useProviderPaths() {
  const root = useMountPath(providerRouteRef);
  return root === undefined ? undefined : providerPaths(root);
}

/** Paths of the consumer pages, or undefined where they are not mounted. */
export function useConsumerPaths() {
  const root = useMountPath(consumerRouteRef);
  return root === undefined ? undefined : consumerPaths(root);
}

function providerPaths(root: string) {
  return {
    root,
    overview: `${root}/overview`,
    accounts: `${root}/accounts`,
    account: (id: string) => `${root}/accounts/${segment(id)}`,
    linkAccount: `${root}/accounts/link`,
    continueLinking: (id: string) => `${root}/accounts/${segment(id)}/link`,
    linkMany: `${root}/accounts/link-many`,
    accountBatch: (id: string) => `${root}/accounts/batches/${segment(id)}`,
    gatewayApis: `${root}/gateway-apis`,
    products: `${root}/products`,
    newProduct: (gatewayApiId?: string) =>
      `${root}/products/new${
        gatewayApiId ? `?gatewayApiId=${segment(gatewayApiId)}` : ''
      }`,
    product: (id: string) => `${root}/products/${segment(id)}`,
    editProduct: (id: string) => `${root}/products/${segment(id)}/edit`,
    approvals: `${root}/approvals`,
    subscriptions: `${root}/subscriptions`,
    subscription: (id: string) => `${root}/subscriptions/${segment(id)}`,
    infrastructure: `${root}/infrastructure`,
    deploy: `${root}/infrastructure/deploy`,
    stack: (id: string) => `${root}/infrastructure/stacks/${segment(id)}`,
    updateStack: (id: string) =>
      `${root}/infrastructure/stacks/${segment(id)}/update`,
    deployment: (id: string) =>
      `${root}/infrastructure/deployments/${segment(id)}`,
    deployAgain: (id: string) =>
      `${root}/infrastructure/deployments/${segment(id)}/again`,
    drift: `${root}/drift`,
    usage: `${root}/usage`,
    billing: `${root}/billing`,
  };
}

function consumerPaths(root: string) {
  return {
    root,
    discover: `${root}/discover`,
    product: (id: string) => `${root}/products/${segment(id)}`,
    applications: `${root}/applications`,
    application: (id: string) => `${root}/applications/${segment(id)}`,
    subscription: (id: string) => `${root}/subscriptions/${segment(id)}`,
    costs: `${root}/costs`,
  };
}
