import { jsonAnswer } from '../requests/AwsError';
import type { Answer } from '../requests/AwsError';
import type { Region } from '../world/Region';

type Request = {
  ResourceTypeFilters: string[];
  TagFilters?: { Key: string; Values: string[] }[];
};

/** `GetResources` of API keys and usage plans by tags with one value each, on one page. */
export function answerTagging(region: Region, body: string): Answer {
  const { ResourceTypeFilters, TagFilters = [] }: Request = JSON.parse(body);
  const tags = Object.fromEntries(
    TagFilters.map(({ Key, Values }) => [Key, Values[0]]),
  );
  const { keys, partition, name } = region;
  const arnOf = (id: string) => `arn:${partition}:apigateway:${name}::/${id}`;
  const found = [
    ...(ResourceTypeFilters.includes('apigateway:apikeys')
      ? keys.findKeys(tags).map(id => arnOf(`apikeys/${id}`))
      : []),
    ...(ResourceTypeFilters.includes('apigateway:usageplans')
      ? keys.findPlans(tags).map(id => arnOf(`usageplans/${id}`))
      : []),
  ];
  const mappings = found.map(ResourceARN => ({ ResourceARN }));
  return jsonAnswer(
    Buffer.from(JSON.stringify({ ResourceTagMappingList: mappings })),
  );
}
