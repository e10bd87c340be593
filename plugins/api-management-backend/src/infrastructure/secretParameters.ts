import type { StackTemplate } from '@oaf/backstage-plugin-api-management-node';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import { readValues } from './deploymentRows';
import type { StoredDeployment, Values } from './DeploymentStore';

/** Parts the values that may be shown from those that may not. */
export function partSecrets(
  { parameters }: StackTemplate,
  values: Values,
): { shown: Values; secret: Values } {
  const isSecret = (name: string) =>
    parameters.some(parameter => parameter.name === name && parameter.secret);
  const those = (wanted: boolean) =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => isSecret(name) === wanted),
    );
  return { shown: those(false), secret: those(true) };
}

/** Null when there is nothing to hide. */
export async function sealSecrets(
  envelope: SecretEnvelope,
  deploymentId: string,
  secret: Values,
): Promise<string | null> {
  return Object.keys(secret).length === 0
    ? null
    : envelope.seal(JSON.stringify(secret), { deploymentId });
}

export async function openSecrets(
  envelope: SecretEnvelope,
  { id, sealedParameters }: StoredDeployment,
): Promise<Values> {
  return sealedParameters === null
    ? {}
    : readValues(await envelope.open(sealedParameters, { deploymentId: id }));
}
