import { apiGateway, type Statement } from './Statement';

/** Only what this product made itself can be read, changed or deleted. */
const MANAGED = { 'aws:ResourceTag/oaf:managed': 'true' };
const MADE_MANAGED = { 'aws:RequestTag/oaf:managed': 'true' };

export const provisionStatements: Statement[] = [
  {
    Sid: 'MakeKeysAndPlans',
    Effect: 'Allow',
    Action: ['apigateway:POST'],
    Resource: apiGateway('/apikeys', '/usageplans'),
    Condition: { StringEquals: MADE_MANAGED },
  },
  {
    Sid: 'ManageOwnKeysAndPlans',
    Effect: 'Allow',
    Action: ['apigateway:GET', 'apigateway:PATCH', 'apigateway:DELETE'],
    Resource: apiGateway('/apikeys/*', '/usageplans/*', '/usageplans/*/keys/*'),
    Condition: { StringEquals: MANAGED },
  },
  {
    Sid: 'AddKeysToOwnPlans',
    Effect: 'Allow',
    Action: ['apigateway:POST'],
    Resource: apiGateway('/usageplans/*/keys'),
    Condition: { StringEquals: MANAGED },
  },
  {
    Sid: 'TagOwnKeysAndPlans',
    Effect: 'Allow',
    Action: ['apigateway:PUT'],
    Resource: apiGateway('/tags/*'),
    Condition: { StringEquals: MADE_MANAGED },
  },
  {
    Sid: 'SwitchAccessLogs',
    Effect: 'Allow',
    Action: ['apigateway:PATCH'],
    Resource: apiGateway('/restapis/*/stages/*'),
  },
];
