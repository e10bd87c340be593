import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { NoticeConfig } from './config';

/** What somebody who is not looking at the pages should hear of. */
export type Notice = {
  /** What it is about; with the subject's id it replaces a former one of the same. */
  topic:
    | 'request'
    | 'decision'
    | 'credentials'
    | 'suspension'
    | 'plan-change-request'
    | 'plan-change'
    | 'expiry'
    | 'invoice';
  /** What it leads to: a subscription, or another page. */
  subscriptionId?: string;
  page?: string;
  /** What of the subscription it is about; notices about others are beside it. */
  about?: string;
  title: string;
  description?: string;
  /** Whose page it leads to. */
  side: 'provider' | 'consumer';
  /** Users, or groups whose members are meant. */
  to: string[];
  /** Who did it and knows it. */
  except?: string;
};

/** Sends notices. They come after a write and never hold it up or undo it: one that cannot be sent is logged. */
export class Notices {
  readonly #notifications: NotificationService;
  readonly #config: NoticeConfig;
  readonly #logger: LoggerService;

  constructor(options: {
    notifications: NotificationService;
    config: { notices: NoticeConfig };
    logger: LoggerService;
  }) {
    this.#notifications = options.notifications;
    this.#config = options.config.notices;
    this.#logger = options.logger;
  }

  send(notice: Notice): void {
    void this.tell(notice);
  }

  /** Answers whether it was sent, or nobody is to be told anything. */
  async tell(notice: Notice): Promise<boolean> {
    try {
      await (this.#config.enabled && this.#send(notice));
      return true;
    } catch (error) {
      this.#logger.warn(
        `The notice of a ${notice.topic} of ${
          notice.subscriptionId
            ? `subscription ${notice.subscriptionId}`
            : notice.about
        } was not sent: ${stringifyError(error)}`,
      );
      return false;
    }
  }

  async #send({ topic, subscriptionId, page, about, side, ...notice }: Notice) {
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: [...new Set(notice.to)],
        excludeEntityRef: notice.except,
      },
      payload: {
        title: notice.title,
        description: notice.description,
        link: `${this.#config.pages[side]}/${
          page ?? `subscriptions/${subscriptionId}`
        }`,
        topic,
        scope: [subscriptionId, topic, about].filter(Boolean).join(':'),
      },
    });
  }
}
