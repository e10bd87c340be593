import { Aws, CfnRule, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { addOutputs } from '../stack/addOutputs';
import { tagStack } from '../stack/tagStack';
import { EntraFederation } from './EntraFederation';
import { IdentityParameters } from './IdentityParameters';
import { People } from './People';
import { PortalClient } from './PortalClient';

/** Who signs in to the portal, and in which groups they are. */
export class IdentityStack extends Stack {
  private readonly parameters = new IdentityParameters(this, 'Parameters');
  private readonly pool = this.addPeople();

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Open API Framework: sign-in of the portal',
      ...props,
    });
    this.requireClient();
    const { client } = this.addClient();
    addOutputs(this, {
      UserPoolId: this.pool.ref,
      UserPoolArn: this.pool.attrArn,
      ClientId: client.ref,
      MetadataUrl: `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${this.pool.ref}/.well-known/openid-configuration`,
    });
    tagStack(this, 'identity', this.parameters);
  }

  private addPeople() {
    const { administratorGroup, managerGroup } = this.parameters;
    return new People(this, 'People', {
      groups: {
        Administrators: administratorGroup.valueAsString,
        Managers: managerGroup.valueAsString,
      },
    }).pool;
  }

  /** Before anything is made. */
  private requireClient() {
    const { entraTenantId, entraClientId, entraSecretArn } = this.parameters;
    const isGiven = (parameter: typeof entraTenantId) =>
      Fn.conditionNot(Fn.conditionEquals(parameter, ''));
    new CfnRule(this, 'TenantHasClient', {
      ruleCondition: isGiven(entraTenantId),
      assertions: [entraClientId, entraSecretArn].map(parameter => ({
        assert: isGiven(parameter),
        assertDescription:
          'Microsoft Entra ID needs an application: give EntraClientId and EntraSecretArn',
      })),
    });
  }

  private addEntra() {
    const { parameters } = this;
    return new EntraFederation(this, 'Entra', {
      condition: parameters.hasEntra,
      pool: this.pool,
      authority: parameters.entraAuthority.valueAsString,
      tenantId: parameters.entraTenantId.valueAsString,
      clientId: parameters.entraClientId.valueAsString,
      secretArn: parameters.entraSecretArn.valueAsString,
    });
  }

  private addClient() {
    const { portalUrl, domainPrefix, hasEntra } = this.parameters;
    const { provider } = this.addEntra();
    return new PortalClient(this, 'Portal', {
      pool: this.pool,
      portalUrl: portalUrl.valueAsString,
      domainPrefix: domainPrefix.valueAsString,
      entra: { condition: hasEntra, provider },
    });
  }
}
