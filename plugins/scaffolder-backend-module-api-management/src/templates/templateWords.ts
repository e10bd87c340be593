/** What a template of the scaffolder says of a stack. */
export type TemplateWords = {
  /** Of the template: what somebody who runs it does. */
  title: string;
  /** Of the thing that is deployed, within a sentence. */
  thing: string;
  description: string;
  tags: string[];
};

/** Beside these, everything comes from the stack's own template. */
const words: Record<string, TemplateWords> = {
  gateway: {
    title: 'Deploy the gateway',
    thing: 'the gateway',
    description:
      'The door of the APIs of an account: token endpoint, authorizer, keys, alarms, and a domain and a firewall when asked for.',
    tags: ['gateway'],
  },
  logs: {
    title: 'Deploy the log store',
    thing: 'the log store',
    description:
      'Bucket, table and queries for the access log of all linked accounts; once, in the hub account.',
    tags: ['logs'],
  },
  'log-delivery': {
    title: "Connect an account's logs",
    thing: 'the delivery of logs',
    description:
      'A stream of access log from a linked account and Region into the log store.',
    tags: ['logs'],
  },
  data: {
    title: 'Deploy the data store',
    thing: 'the data store',
    description: 'The database of the portal: Aurora MySQL Serverless v2.',
    tags: ['database'],
  },
  notify: {
    title: 'Deploy notifications',
    thing: 'notifications',
    description:
      'Topics of alarms and notices, and an e-mail address that hears of them.',
    tags: ['notifications'],
  },
  portal: {
    title: 'Deploy the portal',
    thing: 'the portal',
    description:
      'The container of the portal on Amazon ECS behind a load balancer, beside the other stacks.',
    tags: ['portal'],
  },
  identity: {
    title: 'Deploy the sign-in',
    thing: 'the sign-in',
    description:
      'Sign-in of the portal: Amazon Cognito, and Microsoft Entra ID by way of it when asked for.',
    tags: ['sign-in'],
  },
};

/** A stack of which nothing is known here speaks for itself. */
export const wordsOf = (stack: {
  name: string;
  description: string;
}): TemplateWords =>
  words[stack.name] ?? {
    title: `Deploy ${stack.name}`,
    thing: stack.name,
    description: stack.description,
    tags: [],
  };
