import {
  APIGatewayClient,
  GetExportCommand,
  GetStagesCommand,
  paginateGetRestApis,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  ExportApiCommand,
  GetApisCommand,
  GetStagesCommand as GetV2StagesCommand,
} from '@aws-sdk/client-apigatewayv2';

export type NaiveOptions = {
  endpoint: string;
  region: string;
  credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken: string;
  };
};

/**
 * Reads a region as importers do that know no quota: a list with the default page size, then stages and export of every
 * API at once; throttling is left to the SDK's default retries. Answers how many APIs were read wholly; one whose calls
 * fail in the end is passed over.
 */
export async function importNaively(options: NaiveOptions): Promise<number> {
  const rest = new APIGatewayClient(options);
  const v2 = new ApiGatewayV2Client(options);
  const restApis = await listRestApis(rest);
  const httpApis = await listHttpApis(v2);
  const outcomes = await Promise.allSettled([
    ...restApis.map(id => importRestApi(rest, id)),
    ...httpApis.map(id => importHttpApi(v2, id)),
  ]);
  rest.destroy();
  v2.destroy();
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

async function listRestApis(client: APIGatewayClient): Promise<string[]> {
  const ids: string[] = [];
  for await (const { items = [] } of paginateGetRestApis({ client }, {})) {
    ids.push(...items.map(({ id }) => id!));
  }
  return ids;
}

async function listHttpApis(client: ApiGatewayV2Client): Promise<string[]> {
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetApisCommand({ NextToken }));
    ids.push(...page.Items!.map(({ ApiId }) => ApiId!));
    NextToken = page.NextToken;
  } while (NextToken);
  return ids;
}

async function importRestApi(client: APIGatewayClient, restApiId: string) {
  const { item } = await client.send(new GetStagesCommand({ restApiId }));
  for (const { stageName } of item!) {
    const { body } = await client.send(
      new GetExportCommand({ restApiId, stageName, exportType: 'oas30' }),
    );
    JSON.parse(Buffer.from(body!).toString());
  }
}

async function importHttpApi(client: ApiGatewayV2Client, ApiId: string) {
  const { Items } = await client.send(new GetV2StagesCommand({ ApiId }));
  for (const { StageName } of Items!) {
    const { body } = await client.send(
      new ExportApiCommand({
        ApiId,
        StageName,
        Specification: 'OAS30',
        OutputType: 'JSON',
      }),
    );
    JSON.parse(Buffer.from(body!).toString());
  }
}
