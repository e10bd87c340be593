import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';

/** Keeps what is sent; while `fails` is set, nothing can be. */
export function notificationRecorder() {
  const sent = Object.assign([] as NotificationSendOptions[], {
    fails: false,
  });
  const notifications: NotificationService = {
    async send(options) {
      if (sent.fails) {
        throw new Error('The notifications backend does not answer');
      }
      sent.push(options);
    },
  };
  return { sent, notifications };
}
