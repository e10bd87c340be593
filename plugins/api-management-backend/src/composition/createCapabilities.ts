import { createAccounts } from '../accounts/createAccounts';
import { createApplications } from '../applications/createApplications';
import { createBacklog } from '../backlog/createBacklog';
import { createBilling } from '../billing/createBilling';
import { createCredentials } from '../credentials/createCredentials';
import { createDeliveries } from '../deliveries/createDeliveries';
import { createDiscovery } from '../discovery/createDiscovery';
import { createDrift } from '../drift/createDrift';
import { createInfrastructure } from '../infrastructure/createInfrastructure';
import { createInvoices } from '../invoices/createInvoices';
import { createOverview } from '../overview/createOverview';
import { createPlanChanges } from '../planChanges/createPlanChanges';
import { createProducts } from '../products/createProducts';
import { createProvisioning } from '../provisioning/createProvisioning';
import { createPublications } from '../publications/createPublications';
import { createQuotas } from '../quotas/createQuotas';
import { createSubscriptions } from '../subscriptions/createSubscriptions';
import { createUsage } from '../usage/createUsage';
import type { Capability } from './Capability';
import type { Foundation } from './Foundation';

/** The capabilities in the order of the story; each may use those before it. */
export function createCapabilities(foundation: Foundation): Capability[] {
  const accounts = createAccounts(foundation);
  const discovery = createDiscovery(foundation);
  const products = createProducts(foundation);
  const applications = createApplications(foundation);
  const provisioning = createProvisioning(foundation);
  const subscriptions = createSubscriptions({
    ...foundation,
    products: products.service,
    applications: applications.service,
    definitionReader: discovery.definitionReader,
    ...provisioning.tools,
  });
  const withSubscriptions = {
    ...foundation,
    ...provisioning.tools,
    subscriptions: subscriptions.service,
  };
  const credentials = createCredentials(withSubscriptions);
  const planChanges = createPlanChanges({
    ...withSubscriptions,
    products: products.service,
    applications: applications.service,
  });
  const publications = createPublications(foundation);
  const billing = createBilling(withSubscriptions);
  const usage = createUsage({
    ...withSubscriptions,
    frontDoors: publications.frontDoors,
    definitionReader: discovery.definitionReader,
    onCounted: hours => billing.closer.noteLateCalls(hours),
  });
  const overview = createOverview({
    ...withSubscriptions,
    usage: usage.service,
    billing: billing.service,
  });
  return [
    accounts,
    discovery,
    products,
    publications,
    applications,
    provisioning,
    subscriptions,
    credentials,
    planChanges,
    usage,
    billing,
    createInvoices(withSubscriptions),
    createDeliveries(foundation),
    overview,
    createInfrastructure(foundation),
    createDrift(withSubscriptions),
    createQuotas(foundation),
    createBacklog(foundation),
  ];
}
