/**
 * The embedded gateway without a Backstage backend around it, for benches and tests of other packages.
 *
 * @packageDocumentation
 */
export { createLocalGateway, type LocalGateway } from '../createLocalGateway';
export { readLocalGatewayConfig, type LocalGatewayConfig } from '../config';
export { EMBEDDED_GATEWAY } from '../driver/embeddedAccount';
export { migrateDatabase } from '../database/migrateDatabase';
export { openUncheckedProxy } from './openUncheckedProxy';
