import { statement } from './Statement';

/** For people to choose from; without it they type the zone's id. Route 53 knows no resource of it. */
export const listZones = statement('ListZones', '*', [
  'route53:ListHostedZones',
]);
