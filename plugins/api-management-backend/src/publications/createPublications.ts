import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { runInBackground } from '../composition/runInBackground';
import { FrontDoors } from './FrontDoors';
import { Gateways } from './Gateways';
import { addPublicationRoutes } from './publicationRoutes';
import { PublicationService } from './PublicationService';
import { Publisher } from './Publisher';

/** Offers products at gateways that were deployed, as jobs that outlive the process. */
export function createPublications(foundation: Foundation) {
  const { callers, logger } = foundation;
  const gateways = new Gateways(foundation);
  const frontDoors = new FrontDoors(foundation);
  const publisher = new Publisher({ ...foundation, gateways, frontDoors });
  const publish = runInBackground(signal => publisher.run(signal), {
    what: 'Publishing',
    timeoutMs: 600_000,
    logger,
  });
  const publications = new PublicationService({
    ...foundation,
    gateways,
    publish,
  });
  return {
    frontDoors,
    addRoutes: router =>
      addPublicationRoutes(router, { callers, publications }),
    tasks: [
      {
        // Every replica may take part, since publications are leased one by one.
        id: 'publish-products',
        scope: 'local',
        frequency: { seconds: 2 },
        timeout: { minutes: 10 },
        fn: signal => publisher.run(signal as AbortSignal),
      },
    ],
    stop: () => publisher.stop(),
  } satisfies Capability & { frontDoors: FrontDoors };
}
