export { defaultBaseCredentials, startControlPlane } from './startControlPlane';
export type { ControlPlane, ControlPlaneOptions } from './startControlPlane';
export type { BucketCounts, Counts } from './quota/Counters';
export type { Quota } from './quota/Quotas';
export type { World } from './world/World';
export { generateAccounts, generatedRegions } from './world/generateAccounts';
export type {
  AccountSpec,
  ApiFault,
  ApiSpec,
  BaseCredentials,
  DomainNameSpec,
  Protocol,
  RegionFault,
  RoleSpec,
  StageSpec,
} from './world/specs';
