import type { LoggedRoute } from '@oaf/backstage-plugin-api-management-node';

/** Where calls of an API arrive that is offered at a front door. */
export type DoorRoute = LoggedRoute & {
  /** Type of the gateway's driver. */
  source: string;
  gatewayApiId: string;
};

/** How front doors log what they offer, or offered once: what was called then may be counted anew later. */
export interface DoorRouteStore {
  /** Of one that is known the API may have changed. */
  remember(routes: DoorRoute[]): Promise<void>;
  list(source: string): Promise<DoorRoute[]>;
}
