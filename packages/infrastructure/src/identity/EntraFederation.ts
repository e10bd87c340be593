import { type CfnCondition, Fn } from 'aws-cdk-lib';
import {
  type CfnUserPool,
  CfnUserPoolIdentityProvider,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { onlyIf } from '../stack/onlyIf';
import { GROUPS_ATTRIBUTE } from './People';

export interface EntraFederationProps {
  condition: CfnCondition;
  pool: CfnUserPool;
  authority: string;
  tenantId: string;
  clientId: string;
  secretArn: string;
}

/** Its name in the pool, and on the button. */
const ENTRA = 'EntraID';

/** People of Microsoft Entra ID sign in there, by OpenID Connect; their app roles are their groups. */
export class EntraFederation extends Construct {
  readonly provider: CfnUserPoolIdentityProvider;

  constructor(scope: Construct, id: string, props: EntraFederationProps) {
    super(scope, id);
    const { pool, authority, tenantId, clientId, secretArn } = props;
    this.provider = new CfnUserPoolIdentityProvider(this, 'Provider', {
      userPoolId: pool.ref,
      providerName: ENTRA,
      providerType: 'OIDC',
      providerDetails: {
        oidc_issuer: Fn.join('/', [authority, tenantId, 'v2.0']),
        client_id: clientId,
        // Read when it is deployed, and in no template.
        client_secret: `{{resolve:secretsmanager:${secretArn}:SecretString}}`,
        authorize_scopes: 'openid profile email',
        attributes_request_method: 'GET',
      },
      attributeMapping: {
        username: 'sub',
        email: 'email',
        name: 'name',
        [`custom:${GROUPS_ATTRIBUTE}`]: 'roles',
      },
    });
    onlyIf(props.condition, this);
  }
}
