import { RequestListener } from 'node:http';
import Provider from 'oidc-provider';
import { SandboxConfig } from '../config';
import { listen, RunningServer } from '../listen';
import { createProvider } from './createProvider';
import { interact, isInteraction } from './interactionRoutes';

/**
 * Starts the development OpenID provider.
 *
 * @throws PortInUseError when another process has the port.
 */
export async function startIdentityProvider(
  config: SandboxConfig['identityProvider'],
): Promise<RunningServer> {
  return listen(config, port =>
    handle(
      createProvider(
        config.issuer ?? `http://localhost:${port}`,
        config.relyingParty,
      ),
    ),
  );
}

function handle(provider: Provider): RequestListener {
  const protocol = provider.callback();
  return (req, res) => {
    if (isInteraction(req)) {
      interact(provider, req, res).catch(error => res.destroy(error));
      return;
    }
    protocol(req, res);
  };
}
