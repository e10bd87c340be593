import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerAccount } from './account/answerAccount';
import { ADMIN_PATH, answerAdmin } from './admin/answerAdmin';
import { createApiGateway } from './apigateway/answerApiGateway';
import type { Counters } from './quota/Counters';
import type { Quotas } from './quota/Quotas';
import { authenticate } from './requests/authenticate';
import type { Answer } from './requests/AwsError';
import { AwsError, jsonErrorAnswer } from './requests/AwsError';
import { parseScope } from './requests/parseScope';
import type { ClaimedScope } from './requests/parseScope';
import { passOn } from './dynamodb/passOn';
import { answerSts } from './sts/answerSts';
import { answerTagging } from './tagging/answerTagging';
import { xmlErrorAnswer } from './sts/xml';
import type { World } from './world/World';

type Around = {
  world: World;
  counters: Counters;
  quotas: Quotas;
  delay(): Promise<void>;
  verifySignatures: boolean;
  /** Where DynamoDB is. */
  dynamoDb?: string;
};

/**
 * All services and regions share one address: which is meant tells the credential scope of the signature, as there is
 * no host name to tell it.
 */
export function createRequestListener(around: Around) {
  const route = createRouter(around);
  return async (request: IncomingMessage, response: ServerResponse) => {
    const scope = parseScope(request.headers.authorization);
    try {
      send(around.world, response, await route(request, scope));
    } catch (error) {
      const answer =
        scope?.service === 'sts' ? xmlErrorAnswer : jsonErrorAnswer;
      send(around.world, response, answer(asAwsError(error)));
    }
  };
}

function createRouter(around: Around) {
  const { world, counters } = around;
  const answerApiGateway = createApiGateway(around);

  return async (
    request: IncomingMessage,
    scope: ClaimedScope | undefined,
  ): Promise<Answer> => {
    const method = request.method!;
    const [path, query = ''] = request.url!.split('?', 2);
    const body = method === 'GET' ? '' : await readBody(request);
    if (path.startsWith(ADMIN_PATH)) {
      return answerAdmin({ world, counters }, { method, path, body });
    }
    if (!scope) {
      throw new AwsError(
        403,
        'MissingAuthenticationTokenException',
        'Missing Authentication Token',
      );
    }
    const caller = await authenticate(world, request, {
      scope,
      protocol: scope.service === 'sts' ? 'query' : 'json',
      signedBody: around.verifySignatures ? body : undefined,
    });
    switch (scope.service) {
      case 'sts': {
        const parameters = new URLSearchParams(body || query);
        counters.countOperation(`sts:${parameters.get('Action')}`);
        return answerSts(world, caller, parameters);
      }
      case 'account':
        counters.countOperation('account:ListRegions');
        return answerAccount(world, caller, path, body);
      case 'apigateway':
        return answerApiGateway(caller, {
          method,
          region: scope.region,
          path,
          query,
          accept: request.headers.accept ?? 'application/json',
          body,
        });
      case 'tagging': {
        counters.countOperation('tagging:GetResources');
        await around.delay();
        const region = world.region(caller.accountId, scope.region);
        return answerTagging(region, body);
      }
      case 'dynamodb': {
        const target = String(request.headers['x-amz-target']);
        counters.countOperation(`dynamodb:${target.split('.')[1]}`);
        return passOn(requireDynamoDb(around), request, body);
      }
      default:
        throw new AwsError(
          403,
          'InvalidSignatureException',
          `Credential should be scoped to correct service, not '${scope.service}'.`,
        );
    }
  };
}

function requireDynamoDb({ dynamoDb }: Around): string {
  if (!dynamoDb) {
    throw new AwsError(
      501,
      'NotImplemented',
      'The simulator was not told where DynamoDB is',
    );
  }
  return dynamoDb;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function send(world: World, response: ServerResponse, answer: Answer) {
  const length = answer.body.reduce((total, part) => total + part.length, 0);
  response.writeHead(answer.status ?? 200, {
    ...answer.headers,
    'content-length': length,
    'x-amzn-requestid': randomUUID(),
    // Clients correct their clocks by this header.
    ...(world.clockOffsetMs !== 0 && {
      date: new Date(world.now()).toUTCString(),
    }),
  });
  response.cork();
  answer.body.forEach(part => response.write(part));
  response.end();
  response.uncork();
}

/** What the simulator itself gets wrong must be seen as that. */
function asAwsError(error: unknown): AwsError {
  return error instanceof AwsError
    ? error
    : new AwsError(500, 'SimulatorFailure', String(error));
}
