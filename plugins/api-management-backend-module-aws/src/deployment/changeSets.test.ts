import type { ResourceChange } from '@aws-sdk/client-cloudformation';
import { toStackChange } from './changeSets';

/** What an update takes out of a stack may stay in the account. */
it.each<[ResourceChange['PolicyAction'], string]>([
  [undefined, 'remove'],
  ['Delete', 'remove'],
  ['Retain', 'keep'],
  ['Snapshot', 'snapshot'],
])(
  'a resource that leaves a stack by policy %s: %s',
  (PolicyAction, action) => {
    expect(
      toStackChange({
        Action: 'Remove',
        PolicyAction,
        LogicalResourceId: 'Table',
        ResourceType: 'AWS::DynamoDB::Table',
      }),
    ).toMatchObject({ action, resource: 'Table', mayReplace: false });
  },
);

it('what is replaced is replaced, whether the former stays or not', () => {
  expect(
    toStackChange({
      Action: 'Modify',
      Replacement: 'True',
      PolicyAction: 'ReplaceAndRetain',
    }).action,
  ).toBe('replace');
});
