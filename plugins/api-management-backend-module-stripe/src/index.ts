/**
 * A module of the api-management backend plugin: hands final invoices and credit notes over to Stripe.
 *
 * @packageDocumentation
 */
export { apiManagementModuleStripe as default } from './module';
