/**
 * API management for the old frontend system; the new one loads the entry point `./alpha`.
 *
 * @packageDocumentation
 */
export {
  ApiManagementPage,
  apiManagementPlugin,
  ApisForYouPage,
  EntityApiManagementContent,
  EntityConsumersCard,
  EntitySubscribeCard,
} from './plugin';
export * from './routes';
export { apiManagementApiRef } from './shared/api';
export {
  apiManagementMessages,
  apiManagementTranslationRef,
} from './translation';
