import type { Config } from '@backstage/config';

/** Whether notices are sent, and the paths of the app that they lead to. */
export type NoticeConfig = {
  enabled: boolean;
  pages: { provider: string; consumer: string };
};

export const readNoticeConfig = (own: Config | undefined): NoticeConfig => ({
  enabled: own?.getOptionalBoolean('notifications.enabled') ?? true,
  pages: {
    provider:
      own?.getOptionalString('notifications.providerPath') ?? '/api-management',
    consumer: own?.getOptionalString('notifications.consumerPath') ?? '/apis',
  },
});
