import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { addApplicationRoutes } from './applicationRoutes';
import { ApplicationService } from './ApplicationService';

/** Applications, which hold subscriptions. */
export function createApplications(foundation: Foundation) {
  const { callers } = foundation;
  const applications = new ApplicationService(foundation);
  return {
    service: applications,
    addRoutes: router =>
      addApplicationRoutes(router, { callers, applications }),
  } satisfies Capability & { service: ApplicationService };
}
