import {
  GetTemplateCommand,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { StackResource } from '@oaf/backstage-plugin-api-management-node';
import { z } from 'zod';
import { deletions } from './kept/deletions';
import { parseTemplate } from './parseTemplate';
import { nameOf, type StackCall } from './StackCall';

const template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ DeletionPolicy: z.string().optional() }),
  ),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
const LEAVES: Record<string, StackResource['leaves']> = {
  Retain: 'itself',
  RetainExceptOnCreate: 'itself',
  Snapshot: 'snapshot',
};

/** A cluster that says nothing leaves one. */
const SNAPSHOT_BY_DEFAULT = 'AWS::RDS::DBCluster';

/** Those that are there, and what is left of them when the stack goes. */
export async function listResources(call: StackCall): Promise<StackResource[]> {
  const policies = await readPolicies(call);
  const resources: StackResource[] = [];
  const pages = paginateListStackResources(
    { client: call.client },
    { StackName: nameOf(call.target) },
    { abortSignal: call.signal },
  );
  for await (const { StackResourceSummaries: page = [] } of pages) {
    const there = page.filter(
      ({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE',
    );
    resources.push(...there.map(summary => toResource(summary, policies)));
  }
  return resources;
}

/** Deletion policies of the template that the stack has now, by the names of its resources. */
async function readPolicies({ client, target, signal }: StackCall) {
  const { TemplateBody = '' } = await client.send(
    new GetTemplateCommand({
      StackName: nameOf(target),
      TemplateStage: 'Processed',
    }),
    { abortSignal: signal },
  );
  const { Resources } = template.parse(parseTemplate(TemplateBody));
  return new Map(
    Object.entries(Resources).map(([name, it]) => [name, it.DeletionPolicy]),
  );
}

function toResource(
  summary: StackResourceSummary,
  policies: Map<string, string | undefined>,
): StackResource {
  const resource = summary.LogicalResourceId!;
  const type = summary.ResourceType!;
  const byDefault = type === SNAPSHOT_BY_DEFAULT ? 'Snapshot' : 'Delete';
  return {
    resource,
    type,
    physicalId: summary.PhysicalResourceId,
    leaves: LEAVES[policies.get(resource) ?? byDefault],
    deletable: Boolean(deletions[type]),
  };
}
