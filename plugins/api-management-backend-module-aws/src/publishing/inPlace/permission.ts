import {
  AddPermissionCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import type { ApiInPlace } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayManagement } from '../../management/GatewayManagement';
import { unless } from '../../management/unless';

const statementId = ({ account, region, apiId }: ApiInPlace) =>
  `oaf-${account.accountId}-${region}-${apiId}`;

/** The authorizer of an API, and nothing else of its account, may ask the gateway's function. */
export async function permitAuthorizer(
  management: GatewayManagement,
  api: ApiInPlace,
  authorizerId: string,
): Promise<void> {
  const { account, region, apiId } = api;
  const command = new AddPermissionCommand({
    FunctionName: management.gateway.outputs.AuthorizerArn,
    StatementId: statementId(api),
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: `arn:${account.partition}:execute-api:${region}:${account.accountId}:${apiId}/authorizers/${authorizerId}`,
  });
  const add = () => management.sendLambda(command);
  await management.explained(async () => {
    if (!(await unless('ResourceConflictException', add()))) {
      // Of a try that was cut off; the authorizer may have been another one then.
      await forbidAuthorizer(management, api);
      await unless('ResourceConflictException', add());
    }
  });
}

export async function forbidAuthorizer(
  management: GatewayManagement,
  api: ApiInPlace,
): Promise<void> {
  const command = new RemovePermissionCommand({
    FunctionName: management.gateway.outputs.AuthorizerArn,
    StatementId: statementId(api),
  });
  await management.explained(() =>
    unless('ResourceNotFoundException', management.sendLambda(command)),
  );
}
