import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { accept } from './accept';

type Resolved =
  | string
  | { Ref: string }
  | { 'Fn::GetAtt': string[] }
  | { 'Fn::Join': [string, Resolved[]] };

/** As cdk-nag writes it: `<Bucket.Arn>/folder/*`. */
function write(value: Resolved): string {
  if (typeof value === 'string') {
    return value;
  }
  if ('Ref' in value) {
    return `<${value.Ref}>`;
  }
  return 'Fn::GetAtt' in value
    ? `<${value['Fn::GetAtt'].join('.')}>`
    : value['Fn::Join'][1].map(write).join('');
}

/** Resources that end in `*` in the policies of a construct, such as the objects of a folder, with the reason. */
export function acceptPatterns(
  construct: IConstruct,
  resources: string[],
  reason: string,
) {
  const stack = Stack.of(construct);
  for (const resource of resources) {
    const pattern = write(stack.resolve(resource));
    accept(construct, { [`AwsSolutions-IAM5[Resource::${pattern}]`]: reason });
  }
}
