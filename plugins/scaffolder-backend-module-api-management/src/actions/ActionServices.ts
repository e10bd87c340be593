import type {
  AuthService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';

/**
 * What the actions need of the backend they run in.
 *
 * @public
 */
export interface ActionServices {
  auth: AuthService;
  config: RootConfigService;
  discovery: DiscoveryService;
}
