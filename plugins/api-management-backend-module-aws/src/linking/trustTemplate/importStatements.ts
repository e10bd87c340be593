import { askStatement } from './askStatement';
import { apiGateway, type Statement } from './Statement';

/** Read-only. */
export const importStatements: Statement[] = [
  {
    Sid: 'ReadApis',
    Effect: 'Allow',
    Action: ['apigateway:GET'],
    Resource: apiGateway(
      '/restapis',
      '/restapis/*',
      '/apis',
      '/apis/*',
      '/domainnames',
      '/domainnames/*',
      '/tags/*',
    ),
  },
  {
    Sid: 'ReadRegionsAndIdentity',
    Effect: 'Allow',
    Action: ['account:ListRegions', 'sts:GetCallerIdentity'],
    Resource: ['*'],
  },
  askStatement,
];

/** `GET /apikeys` can answer the values of all keys, so it is denied, whatever else is attached to the role. */
export const denyKeys: Statement = {
  Sid: 'NeverReadApiKeys',
  Effect: 'Deny',
  Action: ['apigateway:GET'],
  Resource: apiGateway('/apikeys*', '/usageplans/*/keys*'),
};

/** Where keys are provisioned, the same for every key but those that were made here. */
export const denyForeignKeys: Statement = {
  ...denyKeys,
  Sid: 'NeverReadForeignApiKeys',
  Condition: { StringNotEquals: { 'aws:ResourceTag/oaf:managed': 'true' } },
};
