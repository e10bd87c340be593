/** A template of CloudFormation. */
interface Template {
  Resources: Record<string, { Type: string; Properties?: object }>;
}

/** What MiniStack does not have; nothing that a call of the door, of the database or of the portal needs. */
const missingTypes = [
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::EC2::FlowLog',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::Glue::TableOptimizer',
  'AWS::SecretsManager::RotationSchedule',
  'AWS::WAFv2::WebACLAssociation',
];

type Resource = Template['Resources'][string];
type Change = (properties: any) => object;

/** Of a key's policy MiniStack knows who may do what, and none of KMS's conditions. */
const withoutConditions: Change = ({ KeyPolicy, ...properties }) => ({
  ...properties,
  KeyPolicy: {
    ...KeyPolicy,
    Statement: KeyPolicy.Statement.map(
      ({ Condition: _, ...statement }: { Condition?: object }) => statement,
    ),
  },
});

const withVariables =
  (variables: Record<string, string>): Change =>
  ({ Environment, ...properties }) => ({
    ...properties,
    Environment: { Variables: { ...Environment.Variables, ...variables } },
  });

/** On AWS `Ref` of a secret is its ARN; MiniStack answers the name, which no policy knows. */
function nameSecrets(template: Template): string {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::SecretsManager::Secret')
    .reduce(
      (text, [id]) =>
        text.replaceAll(`{"Ref":"${id}"}`, `{"Fn::GetAtt":["${id}","Arn"]}`),
      JSON.stringify(template),
    );
}

/** MiniStack makes no password of a database. */
const namePasswords = (text: string) =>
  text.replaceAll(
    /\{"Fn::GetAtt":\["\w+","MasterUserSecret[.]SecretArn"\]\}/g,
    '"arn:aws:secretsmanager:eu-central-1:000000000000:secret:of-the-database"',
  );

/**
 * A template as MiniStack can take it, with functions that find the emulator and trust its edge. What is changed is what
 * it lacks; roles and their policies are as they are shipped.
 */
export function stackForMiniStack(
  body: string,
  variables: Record<string, string> = {},
): string {
  const template: Template = JSON.parse(body);
  const changes: Record<string, Change> = {
    'AWS::KMS::Key': withoutConditions,
    'AWS::Lambda::Function': withVariables(variables),
  };
  const change = (resource: Resource): Resource => {
    const Properties =
      changes[resource.Type]?.(resource.Properties) ?? resource.Properties;
    return { ...resource, Properties };
  };
  const resources = Object.entries(template.Resources)
    .filter(([, { Type }]) => !missingTypes.includes(Type))
    .map(([id, resource]) => [id, change(resource)]);
  return namePasswords(
    nameSecrets({ ...template, Resources: Object.fromEntries(resources) }),
  );
}
