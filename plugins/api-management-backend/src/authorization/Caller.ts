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

/**
 * Services are refused: they never reach the permission policy, so a route made for people would be open to them.
 */
export async function callerOf(
  request: Request,
  services: { httpAuth: HttpAuthService; userInfo: UserInfoService },
): Promise<Caller> {
  const credentials = await services.httpAuth.credentials(request, {
    allow: ['user'],
  });
  const info = await services.userInfo.getUserInfo(credentials);
  return {
    credentials,
    userRef: info.userEntityRef,
    claims: info.ownershipEntityRefs,
    request,
  };
}
