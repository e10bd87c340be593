import { Aws, type CfnParameter } from 'aws-cdk-lib';
import type { PortalParameters } from './PortalParameters';
import { serialNumber } from './serialNumber';

const group = (name: CfnParameter) => `group:default/${name.valueAsString}`;

/** The variables of a production configuration that are no secrets. */
export const portalEnvironment = (
  parameters: PortalParameters,
): Record<string, string> => ({
  AWS_REGION: Aws.REGION,
  OAF_AWS_PARTITION: Aws.PARTITION,
  OAF_BASE_URL: parameters.url,
  OAF_SERIAL_NUMBER: serialNumber(),
  DATABASE_CLIENT: parameters.databaseClient.valueAsString,
  DATABASE_HOST: parameters.databaseEndpoint.valueAsString,
  DATABASE_PORT: parameters.databasePort.valueAsString,
  DATABASE_SECRET_ARN: parameters.databaseSecretArn.valueAsString,
  AUTH_OIDC_METADATA_URL: parameters.metadataUrl.valueAsString,
  AUTH_OIDC_CLIENT_ID: parameters.clientId.valueAsString,
  OAF_SUBJECT_CLAIM: parameters.subjectClaim.valueAsString,
  OAF_GROUPS_CLAIM: parameters.groupsClaim.valueAsString,
  OAF_ADMINISTRATORS_GROUP: group(parameters.administratorGroup),
  OAF_MANAGERS_GROUP: group(parameters.managerGroup),
});
