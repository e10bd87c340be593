import { readOwnTemplate } from './readOwnTemplate';

const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Description: A queue
Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Label: { default: Queue }
        Parameters: [Account]
    ParameterLabels:
      Account: { default: Sender }
Parameters:
  Account:
    Type: String
    Default: 0123456789
    AllowedValues: [0123456789, on]
  Token:
    Type: String
    NoEcho: yes
    MinLength: 8
Conditions:
  Two: !Not [!Equals [!Ref Account, '']]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Condition: Two
    Properties:
      QueueName: !Sub '\${AWS::StackName}-queue'
      Tags: !If [Two, [{ Key: a, Value: !GetAtt Other.Arn }], !Ref AWS::NoValue]
Outputs:
  Arn:
    Value: !GetAtt
      - Queue
      - Arn
`;

describe('readOwnTemplate', () => {
  it('reads YAML with short intrinsic functions, and values as they are written', () => {
    expect(readOwnTemplate(yaml)).toEqual({
      description: 'A queue',
      parameters: [
        expect.objectContaining({
          name: 'Account',
          label: 'Sender',
          group: 'Queue',
          default: '0123456789',
          allowedValues: ['0123456789', 'on'],
          secret: false,
        }),
        expect.objectContaining({
          name: 'Token',
          default: undefined,
          minLength: 8,
          secret: true,
        }),
      ],
    });
  });

  it('reads JSON', () => {
    const { parameters } = readOwnTemplate(
      JSON.stringify({
        Parameters: {
          Count: { Type: 'Number', Default: 3, MinValue: 1, NoEcho: true },
        },
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
      }),
    );
    expect(parameters).toMatchObject([
      {
        name: 'Count',
        type: 'Number',
        default: '3',
        minValue: 1,
        secret: true,
      },
    ]);
  });

  it.each([
    ['nothing', '', /^request\/body\/templateBody has no sections/],
    ['words', 'just words', /^request\/body\/templateBody has no sections/],
    ['a list', '- a\n- list', /^request\/body\/templateBody has no sections/],
    [
      'half of JSON',
      '{"Resources": ',
      /^request\/body\/templateBody is neither JSON nor YAML/,
    ],
    [
      'a name that is there twice',
      'Resources: {a: 1}\nResources: {b: 2}',
      /neither JSON nor YAML.*unique/,
    ],
    [
      'what has no resources',
      'Description: x',
      /^request\/body\/templateBody\/Resources /,
    ],
    [
      'what has an empty list of resources',
      'Resources: {}',
      /^request\/body\/templateBody\/Resources must name at least one resource$/,
    ],
    [
      'a parameter without type',
      'Parameters: {A: {}}\nResources: {B: {Type: X}}',
      /^request\/body\/templateBody\/Parameters\/A\/Type /,
    ],
    [
      'a bound that is no number',
      'Parameters: {A: {Type: Number, MinValue: few}}\nResources: {B: {Type: X}}',
      /^request\/body\/templateBody\/Parameters\/A\/MinValue must be a number$/,
    ],
    [
      'aliases',
      'Resources: {A: &a {Type: X}, B: *a}',
      /^request\/body\/templateBody has YAML aliases, which CloudFormation does not take$/,
    ],
    [
      'more than CloudFormation takes',
      `Resources: {A: {Type: X}}\nDescription: ${'é'.repeat(500_000)}`,
      /^request\/body\/templateBody has 1000039 bytes, and CloudFormation takes 1000000. Split it into several stacks.$/,
    ],
    [
      'what is nested too deeply',
      `Resources: ${'['.repeat(100_000)}`,
      /^request\/body\/templateBody is neither JSON nor YAML/,
    ],
  ])('refuses %s', (_, body, message) => {
    expect(() => readOwnTemplate(body)).toThrow(message);
  });

  it('passes over a layout that is none', () => {
    const body = `
Metadata: { 'AWS::CloudFormation::Interface': { ParameterGroups: all } }
Resources: { A: { Type: X } }`;
    expect(readOwnTemplate(body).parameters).toEqual([]);
  });
});
