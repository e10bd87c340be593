import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { TestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import authModule from '..';
import { Browser, locationOf, readFrame } from './Browser';

const APP = 'http://localhost:3000';
const BASE_URL = 'http://localhost:7007';

/** What an installation sets for its identity provider. */
export interface Setup {
  readonly metadataUrl: string;
  readonly additionalScopes?: string;
  readonly signIn: { subjectClaim?: string; groupsClaim?: string };
}

/** A backend with sign-in, in production. */
export class Portal {
  readonly #backend: TestBackend;
  /** Collects warnings. */
  readonly logger: ReturnType<typeof mockServices.logger.mock>;

  private constructor(
    backend: TestBackend,
    logger: ReturnType<typeof mockServices.logger.mock>,
  ) {
    this.#backend = backend;
    this.logger = logger;
  }

  static async start({ signIn, ...provider }: Setup): Promise<Portal> {
    const production = {
      ...provider,
      clientId: 'backstage',
      clientSecret: 'secret',
      prompt: 'auto',
      callbackUrl: `${BASE_URL}/api/auth/oidc/handler/frame`,
    };
    const data = {
      app: { baseUrl: APP },
      backend: { baseUrl: BASE_URL },
      apiManagement: { signIn },
      auth: {
        environment: 'production',
        session: { secret: 'session-secret' },
        providers: { oidc: { production } },
      },
    };
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const backend = await startTestBackend({
      features: [
        authPlugin,
        authModule,
        catalogServiceMock.factory({ entities: [] }),
        mockServices.rootConfig.factory({ data }),
        logger.factory,
      ],
    });
    return new Portal(backend, logger);
  }

  stop() {
    return this.#backend.stop();
  }

  /** Signs in as a browser does; answers what the popup posts to the app. */
  async signIn(browser = new Browser()) {
    const start = `${
      this.#url
    }/start?env=production&origin=${APP}&scope=openid`;
    const asked = await browser.follow(await browser.visit(start));
    // The test backend listens on a port of its own choice, not on that of its base URL.
    const { search } = locationOf(asked);
    const frame = await browser.visit(`${this.#url}/handler/frame${search}`);
    return readFrame(await frame.text());
  }

  /** What the app does when its page is loaded anew. */
  async reload(browser: Browser) {
    return browser.visit(
      `${this.#url}/refresh?env=production&optional&scope=openid`,
      'GET',
      { 'x-requested-with': 'XMLHttpRequest' },
    );
  }

  get #url() {
    return `http://localhost:${this.#backend.server.port()}/api/auth/oidc`;
  }
}
