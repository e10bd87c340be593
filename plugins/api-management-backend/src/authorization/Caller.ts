import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';

/** The signed-in user behind a request. */
export type Caller = {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  userRef: string;
  /** Entity references of the user and the groups it belongs to. */
  claims: string[];
  /** For the audit trail. */
  request: Request;
};

type AnyRequest = Request<any, any, any, any, any>;

/** Tells routes who calls. */
export class RequestCallers {
  readonly #httpAuth: HttpAuthService;
  readonly #userInfo: UserInfoService;

  constructor(options: {
    httpAuth: HttpAuthService;
    userInfo: UserInfoService;
  }) {
    this.#httpAuth = options.httpAuth;
    this.#userInfo = options.userInfo;
  }

  /** Services are refused: they never reach the permission policy, so a route made for people would be open to them. */
  async user(request: AnyRequest): Promise<Caller> {
    const credentials = await this.#httpAuth.credentials(request, {
      allow: ['user'],
    });
    const info = await this.#userInfo.getUserInfo(credentials);
    return {
      credentials,
      userRef: info.userEntityRef,
      claims: info.ownershipEntityRefs,
      request,
    };
  }

  /** Undefined for a service: only for what every service of this backend may know. */
  async userOrService(request: AnyRequest): Promise<Caller | undefined> {
    const { principal } = await this.#httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    return principal.type === 'service' ? undefined : this.user(request);
  }

  /** Refuses everyone but services of this backend. */
  async requireService(request: AnyRequest): Promise<void> {
    await this.#httpAuth.credentials(request, { allow: ['service'] });
  }
}
