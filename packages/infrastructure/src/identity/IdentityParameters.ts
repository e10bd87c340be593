import { StackParameters } from '../stack/StackParameters';

/** What is chosen when sign-in is deployed. */
export class IdentityParameters extends StackParameters {
  readonly portalUrl = this.text('PortalUrl', {
    label: 'Portal',
    group: 'Portal',
    description:
      'Address of the portal (app.baseUrl and backend.baseUrl), without a trailing slash.',
    allowedPattern: '^(https://[^/]+|http://localhost(:[0-9]+)?)$',
    constraintDescription:
      'must be https://…, or http://localhost to try it, without a path',
  });

  readonly domainPrefix = this.text('DomainPrefix', {
    label: 'Host of the sign-in pages',
    group: 'Portal',
    description:
      'First part of the sign-in pages’ host; nobody else in the Region may have it.',
    allowedPattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$',
    constraintDescription:
      'must be small letters, digits and hyphens, without aws, amazon or cognito',
  });

  readonly administratorGroup = this.text('AdministratorGroup', {
    label: 'Group of administrators',
    group: 'Groups',
    description: 'Group whose members administrate the portal.',
    default: 'platform-administrators',
  });

  readonly managerGroup = this.text('ManagerGroup', {
    label: 'Group of API managers',
    group: 'Groups',
    description: 'Group whose members manage API products.',
    default: 'api-managers',
  });

  readonly entraTenantId = this.text('EntraTenantId', {
    label: 'Tenant',
    group: 'Microsoft Entra ID',
    description:
      'Tenant of Microsoft Entra ID whose people sign in, too; empty: none.',
    default: '',
  });

  readonly entraClientId = this.text('EntraClientId', {
    label: 'Application',
    group: 'Microsoft Entra ID',
    description: 'Application (client) id there.',
    default: '',
  });

  readonly entraSecretArn = this.text('EntraSecretArn', {
    label: 'Secret',
    group: 'Microsoft Entra ID',
    description:
      'Secret in Secrets Manager whose text is the client secret of that application.',
    default: '',
  });

  readonly entraAuthority = this.text('EntraAuthority', {
    label: 'Cloud',
    group: 'Microsoft Entra ID',
    description: 'Microsoft Entra ID; national clouds have others.',
    default: 'https://login.microsoftonline.com',
    allowedValues: [
      'https://login.microsoftonline.com',
      'https://login.microsoftonline.us',
      'https://login.partner.microsoftonline.cn',
    ],
  });

  readonly hasEntra = this.given('HasEntra', this.entraTenantId);
}
