const unknownKeys = [
  'aws:RequestTag/oaf:managed',
  'aws:ResourceAccount',
  'aws:ResourceTag/oaf:deleting',
  'aws:ResourceTag/oaf:installation',
  'aws:ResourceTag/oaf:managed',
  'aws:ResourceTag/oaf:stack',
  'iam:PassedToService',
];

/** MiniStack does not know of which resource these ask. */
const ofUnknownResources = ['AskWhatIsMissing', 'DeleteKeptTables'];

/** The ids of its APIs have eight letters, where those of AWS, of which its IAM is asked, have ten. */
const AN_API = '??????????';

const withShortIds = (resources: unknown[]) => [
  ...resources,
  ...resources
    .map(one => JSON.stringify(one))
    .filter(text => text.includes(AN_API))
    .map(text => JSON.parse(text.replace(AN_API, AN_API.slice(2)))),
];

/** Denials but for what is tagged, of which a simulation knows nothing: it would deny all. */
const denials = ['NeverReadForeignApiKeys'];

/**
 * The trust stack as MiniStack can take it: it knows neither these keys of conditions, nor which role is asked about when
 * a policy is simulated, nor the region in a condition of a template, and would deny what depends on them.
 *
 * @param judged - ids of statements that keep their conditions, because MiniStack judges them when it is not to simulate
 * @returns the template as JSON
 */
export function trustStackForMiniStack(
  template: object,
  judged: string[] = [],
): string {
  return JSON.stringify(template, function adapt(key, value) {
    const keys = Object.keys({ ...value?.StringEquals, ...value?.StringLike });
    const isKept = judged.includes((this as { Sid?: string }).Sid ?? '');
    if (
      key === 'Condition' &&
      !isKept &&
      keys.some(one => unknownKeys.includes(one))
    ) {
      return undefined;
    }
    if (key === 'RoleRegion') {
      return { ...value, Default: '' };
    }
    if (denials.includes(value?.Sid)) {
      return { ...value, Resource: 'arn:aws:apigateway:*::/nothing' };
    }
    if (key === 'Resource' && Array.isArray(value)) {
      return withShortIds(value);
    }
    return ofUnknownResources.includes(value?.Sid)
      ? { ...value, Resource: '*' }
      : value;
  });
}
