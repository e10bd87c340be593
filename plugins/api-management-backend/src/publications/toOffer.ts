import type { Offer } from './PublicationStore';

/** What is offered, without what is known of it besides. */
export const toOffer = ({ gatewayApiId, path, location }: Offer): Offer => ({
  gatewayApiId,
  path,
  location,
});
