const operation = (summary: string, responses: object) => ({
  summary,
  responses,
});

const payment = {
  type: 'object',
  required: ['paymentId', 'status'],
  properties: {
    paymentId: { type: 'string' },
    status: { type: 'string', enum: ['received', 'booked', 'refused'] },
  },
};

const found = (schema: object) => ({
  200: {
    description: 'Found',
    content: { 'application/json': { schema } },
  },
});

const paymentOperations = {
  parameters: [
    {
      name: 'paymentId',
      in: 'path',
      required: true,
      schema: { type: 'string' },
    },
  ],
  get: operation('Follow a payment', found(payment)),
  delete: operation('Take back a payment', {
    204: { description: 'Taken back' },
  }),
};

const document = (version: string, perPayment: object) => ({
  openapi: '3.0.1',
  info: { title: 'Payment initiation', version },
  paths: {
    '/payments': {
      get: operation(
        'List the payments of today',
        found({ type: 'array', items: payment }),
      ),
      post: operation('Start a payment', {
        201: { description: 'Started' },
      }),
    },
    '/payments/{paymentId}': perPayment,
  },
});

/** The definition that the gateway exports at first. */
export const paymentsDocument = document('1.4.0', paymentOperations);

const { delete: takenBack, ...kept } = paymentOperations;

/** A later one, without an operation that consumers may call. */
export const breakingPaymentsDocument = document('2.0.0', kept);
