/**
 * API management for the old frontend system; the new one loads the entry point `./alpha`.
 *
 * @packageDocumentation
 */
// What an app of the new frontend system finds here by itself, beside the plugin of `./alpha`.
export {
  apiDocsModule,
  apiDocsModule as default,
} from './apiDocs/apiDocsModule';
export { apiDocsConfigFactory } from './apiDocs/apiDocsConfigFactory';
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
