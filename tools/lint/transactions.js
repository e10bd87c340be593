/**
 * Parallel writes end in deadlocks now and then, and a bare transaction answers its caller with one.
 * For `restrictedSrcSyntax` of Backstage's ESLint factory.
 */
module.exports = [
  {
    selector: 'CallExpression[callee.property.name=/^transaction(Provider)?$/]',
    message:
      'Use transaction() of @oaf/backstage-plugin-api-management-node/database: it runs again what the database gave up.',
  },
];
