import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Allowed } from '@oaf/access';
import { exampleGrant } from '@oaf/access/testUtils';
import type { LocalGatewayConfig } from '../config';
import { createCallHandler } from '../gateway/createCallHandler';
import { Forwarder } from '../gateway/Forwarder';
import { GatewayServer } from '../gateway/GatewayServer';

function allowAll(baseUrl: string): Allowed {
  const grant = exampleGrant(baseUrl);
  return {
    allow: true,
    grant,
    clientId: grant.clientId,
    tokenId: 'none',
    apiKeyCredentialId: 'none',
    plan: { id: grant.planId, limits: grant.limits },
    scope: '',
    rules: [],
    binding: 'dpop',
    expiresAt: Infinity,
    apiKey: 'none',
  };
}

/** The embedded gateway's server and forwarding alone: no authorizer, no limits, no log. What the checks cost is told from it. */
export async function openUncheckedProxy(
  config: LocalGatewayConfig,
  logger: LoggerService,
): Promise<{ close(): Promise<void> }> {
  const allowed = allowAll(config.baseUrl);
  const forwarder = new Forwarder(config);
  const handler = createCallHandler({
    config,
    forwarder,
    logger,
    issuer: async () => ({ status: 404, headers: {}, body: '' }),
    authorizer: async () => allowed,
    limits: { admit: async () => ({ release: () => {}, end: () => {} }) },
    countCall: () => {},
    accessLog: { open: () => ({ write() {} }) },
    counts: { add() {} },
  });
  const server = new GatewayServer(handler, config, logger);
  await server.open();
  return {
    close: async () => {
      await server.close();
      await forwarder.close();
    },
  };
}
