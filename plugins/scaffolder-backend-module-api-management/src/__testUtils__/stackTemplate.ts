import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';

/** As the api-management backend tells of a driver's template. */
export const stackTemplate = (
  fields: Partial<StackTemplate> = {},
): StackTemplate => ({
  driver: 'aws',
  name: 'gateway',
  description: 'Open API Framework: the door of the APIs on API Gateway',
  hash: 'abc',
  parameters: [
    {
      name: 'DomainName',
      label: 'Domain',
      group: 'Domain',
      type: 'String',
      description: 'Domain of the issuer.',
      secret: false,
    },
    {
      name: 'HostedZoneId',
      label: 'Hosted zone',
      group: 'Domain',
      type: 'String',
      default: '',
      secret: false,
    },
    {
      name: 'Firewall',
      label: 'Firewall',
      group: 'Protection',
      type: 'String',
      default: 'no',
      allowedValues: ['yes', 'no'],
      secret: false,
    },
    {
      name: 'Burst',
      label: 'Requests at once',
      group: 'Protection',
      type: 'Number',
      default: '1000',
      minValue: 1,
      secret: false,
    },
    { name: 'Password', type: 'String', default: '', secret: true },
  ],
  ...fields,
});
