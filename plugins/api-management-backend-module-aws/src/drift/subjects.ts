import type { KeyPlace } from '../access/KeyPlace';

/** What tells something apart that may be at several places; a place's name has no `@`. */
export const subjectAt = (name: string, place: KeyPlace) =>
  place.name ? `${name}@${place.name}` : name;

/** @returns the name, and that of its place, which is empty for the gateway's own */
export function parseSubject(subject: string): [string, string] {
  const [name, place = ''] = subject.split('@');
  return [name, place];
}

/** Where it is, unless that is where the gateway is. */
export const placeText = ({ name, region, account }: KeyPlace) =>
  name ? ` in ${region} of account ${account.alias}` : '';
